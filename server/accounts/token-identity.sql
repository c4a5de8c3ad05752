-- Returns the account of a valid token. $1: its digest; $2: days for which tokens of an account of the OpenID
-- provider are valid after its last sign-in there. They are invalid without a role there.
with good as (
  select token.id as token_id, token.scopes, account.*,
    token.last_used_at is null or token.last_used_at < now() - interval '1 minute' as is_due,
    least(token.expires_at, case when account.issuer is not null
    then coalesce(account.last_sign_in_at, '-infinity') + make_interval(days => $2) end) as ends_at
  from api_tokens as token join accounts as account on account.id = token.account
  where token.digest = $1 and token.revoked_at is null and account.disabled_at is null
)
select id, name, title, zones, towns, has_password, issuer is not null as by_oidc, role.roles,
  token_id, scopes, ends_at, is_due
from good
cross join lateral (
  select array(select role from account_roles where account_roles.account = good.id order by role) as roles
) as role
where (ends_at is null or ends_at > now()) and (issuer is null or cardinality(role.roles) > 0)
