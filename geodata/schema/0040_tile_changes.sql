-- Up Migration
-- Logs where tiles have changed, so that an archive of tiles (图块存档) can be updated although no server was
-- running when rows changed. A row is the extent (EPSG:3857 metres, old and new geometry) of what one
-- statement changed in one cell of about 2.4 km; null for the whole layer. `transaction` is for finding what
-- an archive does not have yet: see tiles/archive/changes.sql.
create table tile_changes (
  id bigint generated always as identity primary key,
  layer text not null,
  transaction xid8 not null default pg_current_xact_id(),
  west double precision,
  south double precision,
  east double precision,
  north double precision
);
create index on tile_changes (layer, id);
create index on tile_changes (transaction);

-- The last transaction of each layer whose changes were deleted from the log: older archives of the layer
-- cannot be updated.
create table tile_changes_forgotten (
  layer text primary key,
  transaction xid8 not null
);

-- Distinguishes this database from copies with the same transaction ids.
create table tile_changes_log (
  identity uuid not null default gen_random_uuid()
);
insert into tile_changes_log default values;

-- Keeps the latest 20,000 changes of a layer. Skipped while another transaction does it.
create function forget_tile_changes(changed_layer text) returns void
language plpgsql as $$
declare
  oldest_kept bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('tile_changes')) then
    return;
  end if;
  select id into oldest_kept
  from tile_changes
  where layer = changed_layer
  order by id desc
  limit 1 offset 19999;
  insert into tile_changes_forgotten (layer, transaction)
  select layer, transaction
  from tile_changes
  where layer = changed_layer and id < oldest_kept
  order by transaction desc
  limit 1
  on conflict (layer) do update
  set transaction = case
    when excluded.transaction > tile_changes_forgotten.transaction then excluded.transaction
    else tile_changes_forgotten.transaction
  end;
  delete from tile_changes where layer = changed_layer and id < oldest_kept;
end
$$;

-- Runs per statement, with transition tables: an import of many rows writes a few hundred entries. Rows that
-- an update did not change are ignored. The body names no layer, so that every table can use it.
create function log_tile_changes() returns trigger
language plpgsql as $$
declare
  logged bigint;
  last_id bigint;
begin
  if tg_op = 'TRUNCATE' then
    insert into tile_changes (layer) values (tg_table_name);
    return null;
  elsif tg_op = 'INSERT' then
    insert into tile_changes (layer, west, south, east, north)
    select tg_table_name, min(ST_XMin(geom_3857)), min(ST_YMin(geom_3857)),
      max(ST_XMax(geom_3857)), max(ST_YMax(geom_3857))
    from new_rows
    group by floor((ST_XMin(geom_3857) + ST_XMax(geom_3857)) / 4892),
      floor((ST_YMin(geom_3857) + ST_YMax(geom_3857)) / 4892);
  elsif tg_op = 'DELETE' then
    insert into tile_changes (layer, west, south, east, north)
    select tg_table_name, min(ST_XMin(geom_3857)), min(ST_YMin(geom_3857)),
      max(ST_XMax(geom_3857)), max(ST_YMax(geom_3857))
    from old_rows
    group by floor((ST_XMin(geom_3857) + ST_XMax(geom_3857)) / 4892),
      floor((ST_YMin(geom_3857) + ST_YMax(geom_3857)) / 4892);
  else
    insert into tile_changes (layer, west, south, east, north)
    select tg_table_name, min(ST_XMin(place)), min(ST_YMin(place)), max(ST_XMax(place)), max(ST_YMax(place))
    from old_rows
    full join new_rows using (id)
    cross join lateral unnest(array[old_rows.geom_3857, new_rows.geom_3857]) as place
    where place is not null and (old_rows *= new_rows) is not true
    group by floor((ST_XMin(place) + ST_XMax(place)) / 4892), floor((ST_YMin(place) + ST_YMax(place)) / 4892);
  end if;
  get diagnostics logged = row_count;
  select max(id) into last_id from tile_changes where layer = tg_table_name;
  if last_id % 1000 < logged then
    perform forget_tile_changes(tg_table_name);
  end if;
  return null;
end
$$;

do $$
declare
  layer text;
begin
  foreach layer in array array[
    'administrative_areas', 'land_cover', 'water', 'waterways', 'roads', 'buildings', 'places', 'greenways',
    'greenway_segments', 'facilities', 'entrances', 'patrol_zones', 'units', 'incidents', 'parcels',
    'control_lines'
  ]
  loop
    execute format('create trigger tile_changes_insert after insert on %I
      referencing new table as new_rows for each statement execute function log_tile_changes()', layer);
    execute format('create trigger tile_changes_update after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function log_tile_changes()', layer);
    execute format('create trigger tile_changes_delete after delete on %I
      referencing old table as old_rows for each statement execute function log_tile_changes()', layer);
    execute format('create trigger tile_changes_truncate after truncate on %I
      for each statement execute function log_tile_changes()', layer);
  end loop;
end
$$;
