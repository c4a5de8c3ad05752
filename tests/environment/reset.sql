-- Empties all tables, restarts identities, and restores the rows of migrations (keep-seed.sql).
do $$
declare
  found record;
  guards constant jsonb := (select jsonb_agg(jsonb_build_object('relation', tgrelid::regclass, 'name', tgname))
    from pg_trigger where tgenabled = 'A' and not tgisinternal);
begin
  set local session_replication_role = replica;
  -- The audit log's triggers fire even now, and would refuse to empty it.
  for found in select * from jsonb_to_recordset(guards) as guard (relation text, name text) loop
    execute format('alter table %s disable trigger %I', found.relation, found.name);
  end loop;
  execute (select format('truncate %s restart identity cascade', string_agg(name, ', ')) from own_tables);
  for found in
    select format('%I', kept.relname) as seed, own.name, string_agg(format('%I', attname), ', ' order by attnum) as columns
    from pg_class as kept
    join own_tables as own on own.nspname || '.' || own.relname = kept.relname
    join pg_attribute on attrelid = own.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where kept.relpersistence = 't' and kept.relkind = 'r'
    group by kept.relname, own.name
  loop
    execute format('insert into %s (%s) overriding system value select %s from %s',
      found.name, found.columns, found.columns, found.seed);
  end loop;
  for found in
    select format('%I.%I', schemaname, sequencename) as name from pg_sequences where last_value is not null
  loop
    execute format('alter sequence %s restart', found.name);
  end loop;
  for found in select * from jsonb_to_recordset(guards) as guard (relation text, name text) loop
    execute format('alter table %s enable always trigger %I', found.relation, found.name);
  end loop;
end $$
