-- Lists everything in this database except rows, one line each, which a restored one must have too.
with own_schema as (
  select oid, nspname as name, nspowner, nspacl from pg_namespace where nspname in ('public', 'audit')
),
own_table as (
  select c.oid, c.oid::regclass::text as name, relkind, relpersistence, relowner, relacl, relrowsecurity,
    relforcerowsecurity
  from pg_class as c join own_schema on own_schema.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm', 'S')
    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
),
own_function as (
  select p.oid, p.oid::regprocedure::text as name, proowner, proacl, proleakproof
  from pg_proc as p join own_schema on own_schema.oid = pronamespace
  where not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
),
own_column as (
  select attrelid, attnum, own_table.name || '.' || attname as name, atttypid, atttypmod, attnotnull, attidentity,
    attgenerated, attstorage, attacl
  from own_table join pg_attribute on attrelid = own_table.oid
  where attnum > 0 and not attisdropped and relkind <> 'S'
),
state (kind, name, state) as (
  select 'schema', name::text, pg_get_userbyid(nspowner)::text from own_schema
  union all
  select 'extension', extname, extversion from pg_extension
  union all
  select 'table', name,
    concat_ws(' ', relkind, relpersistence, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity)
  from own_table
  union all
  select 'column', name, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
    attstorage, pg_get_expr(adbin, adrelid))
  from own_column left join pg_attrdef on adrelid = attrelid and adnum = attnum
  union all
  select 'sequence', sequencename, concat_ws(' ', start_value, increment_by, last_value)
  from pg_sequences join own_schema on own_schema.name = schemaname
  union all
  select 'constraint', own_table.name || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
  from own_table join pg_constraint on conrelid = own_table.oid
  union all
  select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
  from own_table join pg_index on indrelid = own_table.oid
  union all
  select 'trigger', own_table.name || '.' || tgname, concat_ws(' ', tgenabled, pg_get_triggerdef(pg_trigger.oid))
  from own_table join pg_trigger on tgrelid = own_table.oid
  where not tgisinternal
  union all
  select 'policy', own_table.name || '.' || polname, concat_ws(' ', polcmd, polpermissive,
    (select string_agg(pg_get_userbyid(role), ',' order by pg_get_userbyid(role)) from unnest(polroles) as role),
    pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
  from own_table join pg_policy on polrelid = own_table.oid
  union all
  select 'function', name, concat_ws(' ', pg_get_userbyid(proowner), proleakproof, pg_get_functiondef(oid))
  from own_function
  union all
  select 'grant', target.name, concat_ws(' ', privilege_type, pg_get_userbyid(nullif(grantee, 0)), is_grantable)
  from (
    select name, nspacl from own_schema
    union all
    select name, coalesce(relacl, acldefault('r', relowner)) from own_table
    union all
    select name, attacl from own_column
    union all
    select name, coalesce(proacl, acldefault('f', proowner)) from own_function
  ) as target (name, acl), aclexplode(acl)
  union all
  select 'member', pg_get_userbyid(roleid), pg_get_userbyid(member)
  from pg_auth_members
  where pg_get_userbyid(roleid) ~ '^shuangxi_' and pg_get_userbyid(member) ~ '^shuangxi_'
)
select concat_ws(' ', kind, name, state) as line from state order by concat_ws(' ', kind, name, state) collate "C"
