-- Up Migration
-- Overviews (概览瓦片): the encoded source layer of each tile up to zoom 12. tiles/overview renders them from the
-- rows. A queue keeps them up to date: a statement that changes a layer's table queues the tiles that its
-- rows touched before and touch now; a background job of the server renders these again.

-- One source layer of one tile. Rows with limited visibility are never stored together with others: each
-- visibility has its own tiles.
create table tile_overviews (
  layer text not null,
  z smallint not null,
  x integer not null,
  y integer not null,
  visibility text not null default 'public',
  tile bytea not null,
  primary key (layer, z, x, y, visibility)
);
alter table tile_overviews alter column tile set storage external;

-- Source for the tile of the next lower zoom: classes of cells, or counts, packed.
create table overview_grids (
  layer text not null,
  z smallint not null,
  x integer not null,
  y integer not null,
  visibility text not null default 'public',
  classes text not null,
  cells bytea not null,
  primary key (layer, z, x, y, visibility)
);
alter table overview_grids alter column cells set storage external;

-- Layers with overviews. `version` is that of the code that rendered all of them; negative while it renders
-- them; null if they are out of date. A server reads tiles from overviews of its own version only, otherwise
-- from the rows.
create table overview_layers (
  layer text primary key,
  version integer
);
insert into overview_layers (layer)
values ('administrative_areas'), ('land_cover'), ('water'), ('waterways'), ('roads'), ('places'), ('greenways'),
  ('greenway_segments'), ('facilities'), ('entrances'), ('patrol_zones'), ('incidents'), ('parcels'),
  ('control_lines');

-- Tiles to render again, once per change.
create table overview_queue (
  id bigint generated always as identity primary key,
  layer text not null,
  z smallint not null,
  x integer not null,
  y integer not null
);
create index on overview_queue (layer, z desc);

-- Returns the tiles from zoom 6 to 12 whose buffered square intersects a box in EPSG:3857; one row of nulls
-- if more than `most` tiles of zoom 12 do.
create function overview_tiles_of(box box2d, most integer)
returns table (z smallint, x integer, y integer) language sql immutable as $$
  with zoom as (
    select z, 2 ^ z as tiles, 2 ^ z / 40075016.685578488 as per_metre, 65.0 / 4096 as margin
    from generate_series(6, 12) as z
    where box is not null
  ),
  reach as (
    select z,
      greatest(0, floor((ST_XMin(box) + 20037508.342789244) * per_metre - margin))::integer as west,
      least(tiles - 1, floor((ST_XMax(box) + 20037508.342789244) * per_metre + margin))::integer as east,
      greatest(0, floor((20037508.342789244 - ST_YMax(box)) * per_metre - margin))::integer as north,
      least(tiles - 1, floor((20037508.342789244 - ST_YMin(box)) * per_metre + margin))::integer as south
    from zoom
  ),
  size as (select (east - west + 1.0) * (south - north + 1) > most as too_many from reach where z = 12)
  select z::smallint, x, y
  from reach, size, generate_series(west, east) as x, generate_series(north, south) as y
  where not too_many
  union all
  select null, null, null from size where too_many
$$;

-- Marks whole layers as out of date at this transaction's commit: their tiles are made from the rows until
-- the overviews have been rendered again.
create function outdate_overviews(layers text[]) returns void language plpgsql as $$
begin
  -- In a fixed order, so that two imports do not deadlock.
  perform from overview_layers where layer = any(layers) order by layer for update;
  update overview_layers set version = null where layer = any(layers);
  perform pg_notify('overviews', '');
end
$$;

create function queue_overviews() returns trigger language plpgsql as $$
declare
  changed text := case tg_op
    when 'INSERT' then 'select geom_3857 from new_rows'
    when 'DELETE' then 'select geom_3857 from old_rows'
    else 'select geom_3857 from old_rows union all select geom_3857 from new_rows'
  end;
  too_many boolean;
begin
  if current_setting('shuangxi.bulk', true) = 'on' then return null; end if;
  execute format($query$
    with touched as materialized (
      select distinct tile.z, tile.x, tile.y
      from (%s) as row, overview_tiles_of(row.geom_3857::box2d, 2000) as tile
    ),
    queued as (
      insert into overview_queue (layer, z, x, y) select $1, z, x, y from touched where z is not null
    )
    select bool_or(z is null) from touched
  $query$, changed) into too_many using tg_table_name;
  if too_many then
    perform outdate_overviews(array[tg_table_name::text]);
  elsif too_many is not null then
    perform pg_notify('overviews', '');
  end if;
  return null;
end
$$;

do $$
declare
  name text;
begin
  for name in select layer from overview_layers loop
    execute format('create trigger overview_insert after insert on %I referencing new table as new_rows '
      'for each statement execute function queue_overviews()', name);
    execute format('create trigger overview_update after update on %I referencing old table as old_rows '
      'new table as new_rows for each statement execute function queue_overviews()', name);
    execute format('create trigger overview_delete after delete on %I referencing old table as old_rows '
      'for each statement execute function queue_overviews()', name);
  end loop;
end
$$;
