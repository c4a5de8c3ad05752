-- Up Migration
-- Columns of a layer that only some of its readers see, such as the holder of a land use right (使用权人). Grants
-- on columns decide, so a statement that forgets the rule fails. `readBy` in the catalogue says the same, and a
-- test compares both.

-- Values of restricted columns in past versions. The public reads single columns of this table, not this one.
alter table feature_versions add column restricted_attributes jsonb;

-- Ends the present version of a changed or deleted row. Arguments: the generated columns and the restricted
-- ones, as arrays. An update that changes nothing, as a repeated import makes it, ends nothing. The id of a row
-- never changes.
create or replace function end_version() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  was record := old;
  generated text[] := tg_argv[0];
  restricted text[] := tg_argv[1];
  blank jsonb;
  past jsonb;
  hidden jsonb;
  -- A transaction that began earlier may change the row after one that began later.
  moment timestamptz := case when old.version_since > now() then clock_timestamp() else now() end;
begin
  if tg_op = 'UPDATE' then
    -- Generated columns of the new row are computed after this trigger.
    select jsonb_object_agg(name, null) into blank from unnest(generated) as name;
    was := jsonb_populate_record(old, blank);
    if was *= new then return new; end if;
    new.version_since := moment;
    new.version_by := viewer_account();
    new.version_for := nullif(current_setting('shuangxi.reason', true), '');
  end if;
  -- A row that this transaction wrote itself has no past: nobody else saw it.
  if old.version_since < moment then
    was := old;
    was.geom := null;
    past := to_jsonb(was) - generated - 'geom';
    if restricted <> '{}' then
      select jsonb_object_agg(name, past -> name) into hidden from unnest(restricted) as name;
    end if;
    insert into feature_versions (
      layer, feature_id, since, until, begun_by, begun_for, ended_by, ended_for, ending, attributes,
      restricted_attributes, geom)
    values (
      tg_table_name, old.id, old.version_since, moment, old.version_by, old.version_for, viewer_account(),
      nullif(current_setting('shuangxi.reason', true), ''), lower(tg_op), past - restricted, hidden, old.geom
    );
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  return old;
end
$$;

-- Keeps versions of a layer, and makes its function <layer>_at(moment, box): the rows as they were at a moment
-- whose box meets another, with the rights of the caller. Generated columns of past rows are null, restricted
-- columns of all rows: <layer>_whole_at has them, for callers who may read them. Call it again when the layer
-- gets a generated column, or any column if it has restricted ones.
create or replace function keep_versions_of(layer regclass) returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = layer);
  generated text[];
  restricted text[];
  columns text;
begin
  execute format('alter table %s
    add column if not exists version_since timestamptz not null default now(),
    add column if not exists version_by bigint default viewer_account(),
    add column if not exists version_for text default nullif(current_setting(''shuangxi.reason'', true), '''')',
    layer);
  select
    coalesce(array_agg(attname::text) filter (where attgenerated <> ''), '{}'),
    coalesce(array_agg(attname::text) filter (where is_restricted), '{}'),
    string_agg(
      case when is_restricted then 'null::' || format_type(atttypid, atttypmod) else 'row.' || quote_ident(attname) end,
      ', ' order by attnum)
  into generated, restricted, columns
  from (
    select *, has_any_column_privilege('shuangxi_public', attrelid, 'select')
      and not has_column_privilege('shuangxi_public', attrelid, attnum, 'select') as is_restricted
    from pg_attribute
    where attrelid = layer and attnum > 0 and not attisdropped
  ) as attribute;
  -- Last of the triggers before a change, so that it compares what will be stored.
  execute format('create or replace trigger zz_end_version before update or delete on %s
    for each row execute function end_version(%L, %L)', layer, generated, restricted);
  if restricted = '{}' then columns := 'row.*'; end if;
  execute versions_function(layer, name || '_at', columns, 'past.attributes');
  if restricted <> '{}' then
    execute versions_function(layer, name || '_whole_at', 'row.*',
      'past.attributes || coalesce(past.restricted_attributes, ''{}'')');
  end if;
end
$$;

-- Returns the statement that makes a function of a layer's rows at a moment: its name, the columns of a present
-- row, and the attributes of a past one.
create function versions_function(layer regclass, name text, columns text, attributes text) returns text
language sql stable as $$
  select format('create or replace function %I(moment timestamptz, box geometry) returns setof %s
    language sql stable as $function$
      select %s
      from %s as row
      where row.version_since <= moment and row.geom && box
      union all
      select row.*
      from feature_versions as past
      cross join lateral jsonb_populate_record(
        null::%s, %s || jsonb_build_object(''geom'', past.geom::text)) as row
      where past.layer = %L and past.since <= moment and past.until > moment and past.geom && box
    $function$', name, layer, columns, layer, layer, attributes, relname)
  from pg_class
  where oid = layer
$$;

-- Lets only some roles read columns of a layer that everyone reads, in its past versions too. `readers` are names
-- of roles without the prefix.
create function restrict_columns(layer regclass, columns text[], readers text[]) returns void
language plpgsql as $$
declare
  open_columns text;
  allowed text := (select string_agg(quote_ident('shuangxi_' || reader), ', ') from unnest(readers) as reader);
begin
  select string_agg(quote_ident(attname), ', ') into open_columns
  from pg_attribute
  where attrelid = layer and attnum > 0 and not attisdropped and attname <> all (columns);
  execute format('revoke select on %s from shuangxi_public', layer);
  execute format('grant select (%s) on %s to shuangxi_public', open_columns, layer);
  execute format('grant select on %s to %s', layer, allowed);
  perform keep_versions_of(layer);
  update feature_versions as v
  set
    restricted_attributes = (
      select jsonb_object_agg(name, v.attributes -> name) from unnest(columns) as name),
    attributes = v.attributes - columns
  where v.layer = (select relname from pg_class where oid = restrict_columns.layer);
end
$$;

select keep_versions_of(layer)
from unnest(array['control_lines', 'plans', 'buildings', 'coverages']::regclass[]) as layer;
select restrict_columns('parcels', '{holder}', '{planner,planner_limited}');
