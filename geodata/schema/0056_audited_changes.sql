-- Up Migration
-- Selects which changes of rows are written to the audit log, and with which content.

-- Masks members by name, so that the log shows that they changed but not their values.
create function audit_blotted(value jsonb, names text[]) returns jsonb language plpgsql immutable as $$
declare
  name text;
begin
  foreach name in array names loop
    if value ->> name is not null then value := value || jsonb_build_object(name, '…'); end if;
  end loop;
  return value;
end
$$;

-- Logs a changed row with its old and new values; for an update only those that differ. Without generated
-- columns and `last_…`, which follow from use. Arguments: whether the table is a layer's, the columns to mask
-- (bytes are always masked), and the key columns. Geometry is converted to GeoJSON separately and only if it
-- changed, because converting a whole row to jsonb with it is ten times slower.
create function audit_row() returns trigger language plpgsql as $$
declare
  left_out text[];
  hidden text[];
  old_row jsonb;
  new_row jsonb;
  old_place jsonb;
  new_place jsonb;
  key text;
begin
  if tg_op = 'UPDATE' and old *= new then return null; end if;
  select coalesce(array_agg(attname) filter (where attgenerated <> '' or starts_with(attname, 'last_')), '{}'),
    array_cat(array_agg(attname::text) filter (where atttypid = 'bytea'::regtype), tg_argv[1]::text[])
  into left_out, hidden
  from pg_attribute
  where attrelid = tg_relid and attnum > 0 and not attisdropped;
  if tg_argv[0] = 'layer' then
    if tg_op <> 'UPDATE' or old.geom is distinct from new.geom then
      if tg_op <> 'INSERT' then old_place := jsonb_build_object('geom', ST_AsGeoJSON(old.geom, 9, 0)::jsonb); end if;
      if tg_op <> 'DELETE' then new_place := jsonb_build_object('geom', ST_AsGeoJSON(new.geom, 9, 0)::jsonb); end if;
    end if;
    if tg_op <> 'INSERT' then old.geom := null; old.geom_3857 := null; end if;
    if tg_op <> 'DELETE' then new.geom := null; new.geom_3857 := null; end if;
  end if;
  if tg_op <> 'INSERT' then old_row := to_jsonb(old) - left_out; end if;
  if tg_op <> 'DELETE' then new_row := to_jsonb(new) - left_out; end if;
  select string_agg(coalesce(new_row, old_row) ->> tg_argv[number], ',') into key
  from generate_series(2, tg_nargs - 1) as number;
  if tg_op = 'UPDATE' then
    if old_row = new_row and old_place is null then return null; end if;
    select coalesce(jsonb_object_agg(name, value), '{}'), coalesce(jsonb_object_agg(name, new_row -> name), '{}')
    into old_row, new_row
    from jsonb_each(old_row) as member (name, value)
    where value <> new_row -> name;
  end if;
  perform audit(
    lower(tg_op), tg_table_name || '/' || key,
    audit_blotted(old_row || coalesce(old_place, '{}'), hidden),
    audit_blotted(new_row || coalesce(new_place, '{}'), hidden)
  );
  return null;
end
$$;

-- Logs bulk changes with one entry per statement, including TRUNCATE.
create function audit_statement() returns trigger language plpgsql as $$
declare
  changed bigint;
begin
  if tg_op = 'DELETE' then
    select count(*) into changed from old_rows;
  elsif tg_op <> 'TRUNCATE' then
    select count(*) into changed from new_rows;
  end if;
  if changed = 0 then return null; end if;
  perform audit('bulk', tg_table_name, null, jsonb_strip_nulls(
    jsonb_build_object('operation', lower(tg_op), 'rows', changed)
  ));
  return null;
end
$$;

-- Logs every change of a table row by row, but bulk changes (shuangxi.bulk, see
-- geodata/changes/bulk-change.ts) by statement; with `every_row`, always row by row. Columns of `hidden` are
-- masked as "…", because the log is kept longer than personal data. Call it for each new table whose changes
-- matter; it may be called again.
create function audit_changes_of(target regclass, every_row boolean default false, hidden text[] default '{}')
returns void language plpgsql as $$
declare
  key_columns text;
  change record;
begin
  select string_agg(quote_literal(attname), ', ' order by array_position(indkey::int[], attnum::int))
  into strict key_columns
  from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
  where indrelid = target and indisprimary;
  execute format('create or replace trigger audit_row after insert or update or delete on %s for each row %s '
    'execute function audit_row(%L, %L, %s)', target,
    case when not every_row then $when$when (current_setting('shuangxi.bulk', true) is distinct from 'on')$when$ end,
    case when (
      select count(*) = 2 from pg_attribute where attrelid = target and attname in ('geom', 'geom_3857')
    ) then 'layer' else 'table' end,
    hidden, key_columns);
  execute format('create or replace trigger audit_truncate after truncate on %s '
    'for each statement execute function audit_statement()', target);
  if every_row then return; end if;
  for change in
    values ('insert', 'new table as new_rows'), ('update', 'new table as new_rows'),
      ('delete', 'old table as old_rows')
  loop
    execute format('create or replace trigger audit_bulk_%1$s after %1$s on %3$s referencing %2$s '
      'for each statement when (current_setting(''shuangxi.bulk'', true) = ''on'') '
      'execute function audit_statement()', change.column1, change.column2, target);
  end loop;
end
$$;

select audit_changes_of(target) from unnest(array['incidents', 'parcels']::regclass[]) as target;
select audit_changes_of(target, every_row => true)
from unnest(array['account_roles', 'sign_in_links', 'api_tokens']::regclass[]) as target;
-- An account is identified by its number, the only thing that remains after its erasure.
select audit_changes_of('accounts', every_row => true, hidden => '{name,title,issuer,subject}');
