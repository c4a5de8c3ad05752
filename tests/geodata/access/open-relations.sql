-- Lists tables, views and functions (except an extension's) that a migration has left open, with the reason.
-- Returns no rows if everything is closed.
with place as (
  select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
),
own as (
  select relation.*
  from pg_class as relation
  where relnamespace in (select oid from place)
    and not exists (
      select from pg_depend
      where classid = 'pg_class'::regclass and objid = relation.oid and deptype = 'e')
),
granted as (
  select own.oid, own.relname, own.relkind, acl.grantee, acl.privilege_type
  from own, lateral aclexplode(coalesce(own.relacl, acldefault('r', own.relowner))) as acl
  where own.relkind in ('r', 'p', 'v', 'm', 'f') and acl.grantee <> own.relowner
)
select relname::text as name, 'row-level security is not enabled' as why
from own where relkind in ('r', 'p') and not relrowsecurity
union all
select relname, 'row-level security is not forced on the owner'
from own where relkind in ('r', 'p') and relrowsecurity and not relforcerowsecurity
union all
select relname, 'no policy lets the owner, the system, at all rows'
from own
where relkind in ('r', 'p') and not exists (
  select from pg_policy
  where polrelid = own.oid and polroles = array[own.relowner] and polpermissive and polcmd = '*'
    and pg_get_expr(polqual, polrelid) = 'true' and pg_get_expr(polwithcheck, polrelid) = 'true')
union all
select relname, 'a view reads with its owner''s rights'
from own
where relkind in ('v', 'm', 'f') and not coalesce('security_invoker=true' = any (reloptions), false)
union all
select relname, 'everyone has been granted ' || privilege_type from granted where grantee = 0
union all
select relname, 'someone has been granted ' || privilege_type
from granted where privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
union all
select relname, 'a policy is for everyone, not for roles'
from own join pg_policy on polrelid = own.oid where polroles = '{0}'
union all
select relname, 'someone has grants on it, but no policy'
from granted
-- A view with its reader's rights has the policies of its tables.
where grantee <> 0 and privilege_type = 'SELECT' and relkind <> 'v' and not exists (
  select from pg_policy, unnest(polroles) as allowed
  where polrelid = granted.oid
    and (pg_has_role(granted.grantee, allowed, 'usage') or pg_has_role(allowed, granted.grantee, 'usage'))
    and not (select rolsuper from pg_roles where oid = allowed))
union all
select proname, 'a function with its owner''s rights takes names from its caller''s search path'
from pg_proc
where pronamespace in (select oid from place) and prosecdef
  and not exists (select from unnest(proconfig) as setting where setting like 'search_path=%pg_temp')
  and not exists (
    select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
order by 1, 2
