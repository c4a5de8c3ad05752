-- Whose token it is, where it is good; and that it was used. $1 its digest.
with used as (
  update api_tokens set last_used_at = now()
  where digest = $1 and revoked_at is null and (expires_at is null or expires_at > now())
    and (last_used_at is null or last_used_at < now() - interval '1 minute')
)
select account.id, account.name, title, zones, towns, has_password, issuer is not null as by_oidc,
  array(select role from account_roles where account_roles.account = account.id order by role) as roles,
  token.id as token_id, token.scopes, token.expires_at as ends_at
from api_tokens as token join accounts as account on account.id = token.account
where token.digest = $1 and token.revoked_at is null
  and (token.expires_at is null or token.expires_at > now()) and account.disabled_at is null
