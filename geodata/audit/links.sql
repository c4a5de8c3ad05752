-- Entries from $1, each with the digest of its canonical form. The form is repeated from
-- schema/0055_audit.sql, so that the check does not depend on functions that may have been replaced.
select id, hash, sha256(convert_to(jsonb_build_array(
  id, (extract(epoch from at) * 1000000)::bigint, account, role, address, action, object, before, after
)::text, 'UTF8')) as digest
from audit.entries
where id >= $1
order by id
limit $2
