-- Up Migration
-- Versions (历史版本) of parcels, control lines, plans, buildings and coverages: who changed a row, when, why,
-- and from which file. The layer's table has the present version; an earlier one is stored when a change or a
-- deletion ends it. The audit log records changes too, but neither rows of bulk changes nor a readable past.

create table feature_versions (
  layer text not null,
  feature_id bigint not null,
  -- The version held from `since` until before `until`.
  since timestamptz not null,
  until timestamptz not null,
  -- The account that began and ended it (null for the system), and why; `ending` is update or delete.
  begun_by bigint,
  begun_for text,
  ended_by bigint,
  ended_for text,
  ending text not null check (ending in ('update', 'delete')),
  -- Columns without geometry and without generated ones.
  attributes jsonb not null,
  geom geometry(Geometry, 4326) not null
);
create index on feature_versions (layer, feature_id, since);
create index on feature_versions using gist (geom);
select secure_table('feature_versions');
-- Columns with accounts are for planners; who may see a layer's rows may see their past.
grant select (layer, feature_id, since, until, begun_for, ended_for, ending, attributes, geom)
  on feature_versions to shuangxi_public;
grant select on feature_versions to shuangxi_planner, shuangxi_planner_limited;
create policy published on feature_versions for select to shuangxi_public
  using (layer <> 'plans' or attributes ->> 'state' = 'published');
create policy planning on feature_versions for select to shuangxi_planner using (true);
create policy planning_in_towns on feature_versions for select to shuangxi_planner_limited
  using (layer <> 'plans' or attributes ->> 'town_code' = any ((select allowed_towns())::text[]));

-- Ends the present version of a changed or deleted row. Arguments: the generated columns. An update that
-- changes nothing, as a repeated import makes it, ends nothing. The id of a row never changes.
create function end_version() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  was record := old;
  generated text[] := tg_argv::text[];
  blank jsonb;
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
    insert into feature_versions
      (layer, feature_id, since, until, begun_by, begun_for, ended_by, ended_for, ending, attributes, geom)
    values (
      tg_table_name, old.id, old.version_since, moment, old.version_by, old.version_for, viewer_account(),
      nullif(current_setting('shuangxi.reason', true), ''), lower(tg_op), to_jsonb(was) - generated - 'geom',
      old.geom
    );
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  return old;
end
$$;

-- Keeps versions of a layer, and makes its function <layer>_at(moment, box): the rows as they were at a moment
-- whose box meets another, with the rights of the caller. Generated columns of past rows are null. Call it
-- again when the layer gets a generated column.
create function keep_versions_of(layer regclass) returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = layer);
  generated text;
begin
  execute format('alter table %s
    add column if not exists version_since timestamptz not null default now(),
    add column if not exists version_by bigint default viewer_account(),
    add column if not exists version_for text default nullif(current_setting(''shuangxi.reason'', true), '''')',
    layer);
  select coalesce(string_agg(quote_literal(attname), ', '), '') into generated
  from pg_attribute
  where attrelid = layer and attgenerated <> '' and not attisdropped;
  -- Last of the triggers before a change, so that it compares what will be stored.
  execute format('create or replace trigger zz_end_version before update or delete on %s
    for each row execute function end_version(%s)', layer, generated);
  execute format('create or replace function %I(moment timestamptz, box geometry) returns setof %s
    language sql stable as $function$
      select present.*
      from %s as present
      where present.version_since <= moment and present.geom && box
      union all
      select row.*
      from feature_versions as past
      cross join lateral jsonb_populate_record(
        null::%s, past.attributes || jsonb_build_object(''geom'', past.geom::text)) as row
      where past.layer = %L and past.since <= moment and past.until > moment and past.geom && box
    $function$', name || '_at', layer, layer, layer, name);
end
$$;
select keep_versions_of(layer)
from unnest(array['parcels', 'control_lines', 'plans', 'buildings', 'coverages']::regclass[]) as layer;

-- The latest moment whose state cannot change any more, in whole milliseconds: a running transaction writes
-- versions that begin with the transaction.
create function settled_moment() returns timestamptz language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
  select date_trunc('milliseconds', least(
    statement_timestamp(),
    (
      select min(xact_start) - interval '1 millisecond'
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null
    )
  ))
$$;

-- Logs a changed row with its old and new values; for an update only those that differ. Without generated
-- columns, `last_…`, which follow from use, and `version_…`, which follow from the change. Arguments: whether the table is a layer's, the columns to mask
-- (bytes are always masked), and the key columns. Geometry is converted to GeoJSON separately and only if it
-- changed, because converting a whole row to jsonb with it is ten times slower.
create or replace function audit_row() returns trigger language plpgsql as $$
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
  select coalesce(array_agg(attname) filter (where attgenerated <> '' or starts_with(attname, 'last_') or starts_with(attname, 'version_')), '{}'),
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
