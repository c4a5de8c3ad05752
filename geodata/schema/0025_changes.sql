-- Up Migration
-- Change notifications (变更通知): a statement that changes a layer's table sends a NOTIFY on `tiles` at its
-- commit, {"layer": table, "boxes": [[west, south, east, north], …]}, with the boxes of the old and the new
-- geometry in EPSG:3857, rounded outwards to whole metres, as the index rounds them for `&&`. `boxes` is null
-- for a whole layer. A transaction that sets `shuangxi.bulk` to `on` sends none of them; at its end,
-- announce_bulk_change announces the changed layers.

-- A long line has the boxes of its parts, so that tiles beside it do not change. A payload has space for some
-- 150 boxes: more than 120 are merged by a grid of 11 × 11 cells over all of them.
create function announce_change() returns trigger language plpgsql as $$
declare
  boxes json;
begin
  if current_setting('shuangxi.bulk', true) = 'on' then return null; end if;
  if tg_op = 'TRUNCATE' then
    perform announce_bulk_change(array[tg_table_name::text]);
    return null;
  end if;
  -- Only this function's own statements see transition tables.
  execute format($query$
    with atom as (
      select part.geom
      from (%s) as row, lateral (
        select row.geom
        where ST_Dimension(row.geom) <> 1 or row.extent < 1000
        union all
        select segment.geom
        from ST_DumpSegments(row.geom) as segment
        where ST_Dimension(row.geom) = 1 and row.extent >= 1000
      ) as part
      where not ST_IsEmpty(part.geom)
    ),
    -- All stored geometry is inside the square, but no geometry may make a change fail.
    box as (
      select distinct
        floor(greatest(-20037509, least(20037509, ST_XMin(geom))))::integer as west,
        floor(greatest(-20037509, least(20037509, ST_YMin(geom))))::integer as south,
        ceil(greatest(-20037509, least(20037509, ST_XMax(geom))))::integer as east,
        ceil(greatest(-20037509, least(20037509, ST_YMax(geom))))::integer as north
      from atom
    ),
    extent as (
      select count(*) > 120 as crowded, min(west) as west, min(south) as south,
        greatest(max(east) - min(west), max(north) - min(south), 11) / 11.0 as side
      from box
    ),
    placed as (
      select box.*,
        case when crowded then least(10, floor(((box.west::float8 + box.east) / 2 - extent.west) / side))
          else row_number() over () end as cell_column,
        case when crowded then least(10, floor(((box.south::float8 + box.north) / 2 - extent.south) / side)) end
          as cell_row
      from box, extent
    ),
    merged as (
      select min(west) as west, min(south) as south, max(east) as east, max(north) as north
      from placed
      group by cell_column, cell_row
    )
    select json_agg(array[west, south, east, north]) from merged
  $query$, (
    select string_agg(
      'select geom_3857 as geom, ST_XMax(geom_3857) - ST_XMin(geom_3857) '
      '+ ST_YMax(geom_3857) - ST_YMin(geom_3857) as extent from ' || source, ' union all ')
    from unnest(case tg_op
      when 'INSERT' then array['new_rows']
      when 'DELETE' then array['old_rows']
      else array['old_rows', 'new_rows']
    end) as source
  )) into boxes;
  if boxes is not null then
    perform pg_notify('tiles', json_build_object('layer', tg_table_name, 'boxes', boxes)::text);
  end if;
  return null;
end
$$;

-- Announces that whole layers (or `terrain`) changed: one notification each at the commit.
create function announce_bulk_change(layers text[]) returns void language sql as $$
  select outdate_overviews(layers);
  select pg_notify('tiles', json_build_object('layer', layer, 'boxes', null)::text)
  from unnest(layers) as layer
$$;

-- Creates the triggers of a layer's table. A later migration that adds a layer calls it too.
create function announce_changes_of(layer regclass) returns void language plpgsql as $$
begin
  execute format('create trigger announce_insert after insert on %s referencing new table as new_rows '
    'for each statement execute function announce_change()', layer);
  execute format('create trigger announce_update after update on %s referencing old table as old_rows '
    'new table as new_rows for each statement execute function announce_change()', layer);
  execute format('create trigger announce_delete after delete on %s referencing old table as old_rows '
    'for each statement execute function announce_change()', layer);
  execute format('create trigger announce_truncate after truncate on %s '
    'for each statement execute function announce_change()', layer);
end
$$;

select announce_changes_of(layer::regclass)
from unnest(array[
  'administrative_areas', 'greenways', 'greenway_segments', 'facilities', 'entrances', 'roads', 'water',
  'waterways', 'land_cover', 'buildings', 'parcels', 'control_lines', 'patrol_zones', 'units',
  'incidents', 'places'
]) as layer;
