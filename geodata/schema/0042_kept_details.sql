-- Up Migration
-- Stores tiles of dense layers for two more zooms (细部瓦片), where they show rows without generalisation. A
-- queued tile of these zooms is made from the rows, so that a change is visible at once.
alter table overview_layers add column highest smallint not null default 12;
update overview_layers set highest = 14 where layer in ('parcels', 'land_cover', 'roads', 'incidents');
insert into overview_layers (layer, highest) values ('buildings', 14);
create index on overview_queue (layer, z, x, y);

-- As before, up to the zoom `highest`; `most` still counts tiles of zoom 12.
drop function overview_tiles_of(box2d, integer);
create function overview_tiles_of(box box2d, most integer, highest integer)
returns table (z smallint, x integer, y integer) language sql immutable as $$
  with zoom as (
    select z, 2 ^ z as tiles, 2 ^ z / 40075016.685578488 as per_metre, 65.0 / 4096 as margin
    from generate_series(6, greatest(highest, 12)) as z
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
  where not too_many and z <= highest
  union all
  select null, null, null from size where too_many
$$;

create or replace function queue_overviews() returns trigger language plpgsql as $$
declare
  changed text := case tg_op
    when 'INSERT' then 'select geom_3857 from new_rows'
    when 'DELETE' then 'select geom_3857 from old_rows'
    else 'select geom_3857 from old_rows union all select geom_3857 from new_rows'
  end;
  highest integer := (select state.highest from overview_layers as state where layer = tg_table_name);
  too_many boolean;
begin
  if current_setting('shuangxi.bulk', true) = 'on' then return null; end if;
  execute format($query$
    with touched as materialized (
      select distinct tile.z, tile.x, tile.y
      from (%s) as row, overview_tiles_of(row.geom_3857::box2d, 2000, $2) as tile
    ),
    queued as (
      insert into overview_queue (layer, z, x, y) select $1, z, x, y from touched where z is not null
    )
    select bool_or(z is null) from touched
  $query$, changed) into too_many using tg_table_name, highest;
  if too_many then
    perform outdate_overviews(array[tg_table_name::text]);
  elsif too_many is not null then
    perform pg_notify('overviews', '');
  end if;
  return null;
end
$$;

create trigger overview_insert after insert on buildings referencing new table as new_rows
  for each statement execute function queue_overviews();
create trigger overview_update after update on buildings referencing old table as old_rows new table as new_rows
  for each statement execute function queue_overviews();
create trigger overview_delete after delete on buildings referencing old table as old_rows
  for each statement execute function queue_overviews();
