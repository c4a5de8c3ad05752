-- Copies the rows written by migrations to temporary tables for reset.sql; each has a qualified name, such as
-- "audit.head". There is one connection, so they remain.
do $$
declare
  found record;
  has_rows boolean;
begin
  create temporary view own_tables as
    select relation.oid, nspname, relname, format('%I.%I', nspname, relname) as name
    from pg_class as relation join pg_namespace as namespace on namespace.oid = relnamespace
    where relkind = 'r' and relpersistence <> 't' and nspname !~ '^pg_' and nspname <> 'information_schema'
      and not exists (select from pg_depend where objid = relation.oid and deptype = 'e');
  for found in select * from own_tables loop
    execute format('select exists (select from %s)', found.name) into has_rows;
    if has_rows then
      execute format('create temporary table %I as table %s', found.nspname || '.' || found.relname, found.name);
    end if;
  end loop;
end $$
