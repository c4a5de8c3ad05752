-- Entries of the audit log, the latest first: of an account ($1), an action ($2), an object or everything
-- below it ($3), from a time ($4) until before another ($5), and before a number ($6); null matches
-- everything.
select entry.id,
  to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  entry.account, coalesce(accounts.title, accounts.name) as account_name,
  entry.role, entry.address, entry.action, entry.object,
  entry.before::text as before, entry.after::text as after, encode(entry.hash, 'hex') as hash
from audit.entries as entry
left join accounts on accounts.id = entry.account
where ($1::bigint is null or entry.account = $1)
  and ($2::text is null or entry.action = $2)
  -- '0' comes after '/': the range of all texts that continue with a slash.
  and ($3::text is null or entry.object = $3 or (entry.object ~>=~ ($3 || '/') and entry.object ~<~ ($3 || '0')))
  and ($4::timestamptz is null or entry.at >= $4)
  and ($5::timestamptz is null or entry.at < $5)
  and ($6::bigint is null or entry.id < $6)
order by entry.id desc
