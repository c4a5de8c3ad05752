-- Accounts for administrators. $1: one account or null; $2: seconds until a session ends; $3: days after the
-- last sign-in at the OpenID provider until tokens lapse.
select account.id, name, title, has_password, issuer is not null as by_oidc, zones, towns, synthetic,
  created_at, last_sign_in_at, disabled_at,
  array(select role from account_roles where account_roles.account = account.id order by role) as roles,
  (
    select count(*) from sessions
    where sessions.account = account.id and expire > now()
      and begun_at > now() - make_interval(secs => $2)
  )::int as sessions,
  (
    select count(*) from api_tokens
    where api_tokens.account = account.id and revoked_at is null
      and (expires_at is null or expires_at > now())
      and (issuer is null or last_sign_in_at > now() - make_interval(days => $3))
  )::int as tokens
from accounts as account
where $1::bigint is null or account.id = $1
order by lower(name)
