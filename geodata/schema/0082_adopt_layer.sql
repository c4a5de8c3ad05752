-- Up Migration
-- Makes a table a layer (图层) in one call: adopt_layer('trees', writers => 'planner').

-- Logs a layer's changed tiles for archives (schema 0040).
create function list_tile_changes_of(layer regclass) returns void language plpgsql as $$
begin
  execute format('create trigger tile_changes_insert after insert on %s referencing new table as new_rows '
    'for each statement execute function log_tile_changes()', layer);
  execute format('create trigger tile_changes_update after update on %s referencing old table as old_rows '
    'new table as new_rows for each statement execute function log_tile_changes()', layer);
  execute format('create trigger tile_changes_delete after delete on %s referencing old table as old_rows '
    'for each statement execute function log_tile_changes()', layer);
  execute format('create trigger tile_changes_truncate after truncate on %s '
    'for each statement execute function log_tile_changes()', layer);
end
$$;

-- Keeps overviews of a layer (schema 0020); a server renders them from the existing rows.
create function keep_overviews_of(layer regclass, visibility text) returns void language plpgsql as $$
begin
  insert into overview_layers (layer, visibility)
  select relname, keep_overviews_of.visibility from pg_class where oid = keep_overviews_of.layer;
  execute format('create trigger overview_insert after insert on %s referencing new table as new_rows '
    'for each statement execute function queue_overviews()', layer);
  execute format('create trigger overview_update after update on %s referencing old table as old_rows '
    'new table as new_rows for each statement execute function queue_overviews()', layer);
  execute format('create trigger overview_delete after delete on %s referencing old table as old_rows '
    'for each statement execute function queue_overviews()', layer);
end
$$;

-- Adds the shared columns of all layers, and the indexes of both geometries. Tiles are cut from geom_3857,
-- whose rings are wound for vector tiles, where y grows downwards.
create function add_layer_columns(layer regclass) returns void language plpgsql as $$
declare
  kind text;
  srid integer;
begin
  select postgis_typmod_type(atttypmod), postgis_typmod_srid(atttypmod) into kind, srid
  from pg_attribute
  where attrelid = layer and attname = 'geom' and atttypid = 'geometry'::regtype and attnotnull;
  if srid is distinct from 4326 or kind = 'Geometry' then
    raise exception 'the table % needs a column such as: geom geometry(Point, 4326) not null', layer;
  end if;
  execute format('alter table %1$s
    add column source text not null,
    add column source_id text not null,
    add column licence text not null,
    add column synthetic boolean not null,
    add column geom_3857 geometry(%2$s, 3857) generated always as (%3$s) stored,
    add unique (source, source_id)', layer, kind,
    case when kind like '%Polygon' then 'ST_ForcePolygonCW(ST_Transform(geom, 3857))'
      else 'ST_Transform(geom, 3857)' end);
  execute format('create index on %s using gist (geom)', layer);
  execute format('create index on %s using gist (geom_3857)', layer);
end
$$;

-- A layer that everyone reads. Administrators write it, and planners if they are the writers; limited ones in
-- their towns.
create function open_layer_to_public(layer regclass, writers text) returns void language plpgsql as $$
begin
  execute format('grant select on %s to shuangxi_public', layer);
  execute format('create policy reading on %s for select to shuangxi_public using (true)', layer);
  execute format('grant insert, update, delete on %s to shuangxi_admin', layer);
  execute format('create policy administration on %s to shuangxi_admin using (true) with check (true)', layer);
  if writers = 'admin' then return; end if;
  execute format('grant insert, update, delete on %s to shuangxi_planner, shuangxi_planner_limited', layer);
  execute format('create policy planning on %s to shuangxi_planner using (true) with check (true)', layer);
  execute format('create policy planning_in_towns on %s to shuangxi_planner_limited
    using (in_allowed_towns(geom)) with check (in_allowed_towns(geom))', layer);
end
$$;

-- A layer that patrol roles read. Officers, or leads only, write it; limited ones in their zones (zone_code).
create function open_layer_to_patrols(layer regclass, writers text) returns void language plpgsql as $$
declare
  in_zones constant text := 'zone_code = any ((select allowed_zones())::text[])';
begin
  execute format('grant select on %s to shuangxi_officer, shuangxi_officer_limited', layer);
  execute format('grant insert, update, delete on %1$s to shuangxi_%2$s, shuangxi_%2$s_limited', layer, writers);
  execute format('create policy patrolling on %s for select to shuangxi_officer using (true)', layer);
  execute format('create policy patrolling_in_zones on %s for select to shuangxi_officer_limited using (%s)',
    layer, in_zones);
  execute format('create policy dispatching on %s to shuangxi_%s using (true) with check (true)', layer, writers);
  execute format('create policy dispatching_in_zones on %1$s to shuangxi_%2$s_limited using (%3$s) with check (%3$s)',
    layer, writers, in_zones);
  execute format('create index on %s (zone_code)', layer);
end
$$;

-- Makes a new table a layer. The table has an id, its own columns and a typed `geom` in EPSG:4326. The call
-- adds columns of provenance, the geometry of tiles, change notifications, logged tile changes, overviews,
-- access and audit. `readers` are public, with admin or planner as `writers`, or patrol, with officer or
-- lead. Other rules are policies and grants after the call.
create function adopt_layer(
  layer regclass, readers text default 'public', writers text default 'admin', overviews boolean default true
) returns void language plpgsql as $$
begin
  if (readers, writers) not in (('public', 'admin'), ('public', 'planner'), ('patrol', 'officer'), ('patrol', 'lead'))
  then
    raise exception 'readers and writers of % may be public and admin or planner, or patrol and officer or lead', layer;
  end if;
  perform add_layer_columns(layer);
  perform announce_changes_of(layer);
  perform list_tile_changes_of(layer);
  if overviews then perform keep_overviews_of(layer, readers); end if;
  perform secure_table(layer);
  if readers = 'public' then
    perform open_layer_to_public(layer, writers);
  else
    perform open_layer_to_patrols(layer, writers);
  end if;
  perform audit_changes_of(layer);
end
$$;
