-- Returns the account of a session that has not ended. $1: digest of its id; $2: idle time in seconds; $3:
-- maximum age in seconds.
select account.id, name, title, zones, towns, has_password, issuer is not null as by_oidc,
  array(select role from account_roles where account_roles.account = account.id order by role) as roles,
  session.id as session_id, session.begun_at, session.method,
  session.begun_at + make_interval(secs => $3) as ends_at,
  session.last_seen_at < now() - make_interval(secs => least(60, $2::float8 / 10)) as is_due
from sessions as session join accounts as account on account.id = session.account
where session.sid = $1 and session.expire > now() and session.begun_at > now() - make_interval(secs => $3)
  and account.disabled_at is null
  -- Accounts to which the OpenID provider gives no role are refused.
  and (issuer is null or exists (select from account_roles where account_roles.account = account.id))
