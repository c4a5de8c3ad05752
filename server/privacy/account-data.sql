-- Returns the personal data of account $1 as one document, without passwords, digests and cookies.
with own_entries as (select * from audit.entries where account = $1)
select json_build_object(
  'account', json_build_object(
    'id', a.id, 'name', a.name, 'title', a.title,
    'roles', (select coalesce(json_agg(role order by role), '[]') from account_roles where account = a.id),
    'zones', a.zones, 'towns', a.towns, 'issuer', a.issuer, 'subject', a.subject,
    'created_at', a.created_at, 'last_sign_in_at', a.last_sign_in_at, 'disabled_at', a.disabled_at
  ),
  'sessions', (
    select coalesce(json_agg(json_build_object(
      'begun_at', begun_at, 'last_seen_at', last_seen_at, 'method', method, 'address', address, 'agent', agent
    ) order by begun_at), '[]')
    from sessions where account = a.id
  ),
  'tokens', (
    select coalesce(json_agg(json_build_object(
      'name', name, 'scopes', scopes, 'created_at', created_at, 'expires_at', expires_at,
      'last_used_at', last_used_at, 'revoked_at', revoked_at
    ) order by id), '[]')
    from api_tokens where account = a.id
  ),
  'files', (
    select coalesce(json_agg(json_build_object(
      'name', name, 'kind', kind, 'bytes', bytes, 'created_at', created_at, 'expires_at', expires_at
    ) order by created_at), '[]')
    from files where account = a.id
  ),
  'jobs', (
    select coalesce(json_agg(json_build_object(
      'kind', kind, 'state', state, 'address', address, 'input', input,
      'created_at', created_at, 'finished_at', finished_at
    ) order by created_at), '[]')
    from jobs where account = a.id
  ),
  'audit', (
    select coalesce(json_agg(json_build_object(
      'id', id, 'at', at, 'address', address, 'action', action, 'object', object
    ) order by id), '[]')
    from (select * from own_entries order by id desc limit 10000) as latest
  ),
  'audit_entries', (select count(*) from own_entries)
) as data
from accounts as a
where a.id = $1
