-- Up Migration
-- Announcements of events of incidents and of moved units, written for points: the general functions plan their
-- statements each time and look at all zooms.

create or replace function announce_incident_tiles(incident bigint) returns void language plpgsql as $$
declare
  east float8;
  north float8;
  zone text;
begin
  select ST_X(geom_3857), ST_Y(geom_3857), zone_code into east, north, zone from incidents where id = incident;
  -- As overview_tiles_of, whose zooms up to 12 are counts, which a change of state leaves as they are.
  insert into overview_queue (layer, z, x, y)
  select 'incidents', z, x, y
  from overview_layers as state
  cross join lateral generate_series(13, state.highest) as z
  cross join lateral (
    select (2 ^ z)::integer - 1 as last, (east + 20037508.342789244) * 2 ^ z / 40075016.685578488 as across,
      (20037508.342789244 - north) * 2 ^ z / 40075016.685578488 as down, 65.0 / 4096 as margin
  ) as tile
  cross join lateral generate_series(greatest(0, floor(across - margin)::integer), least(last, floor(across + margin)::integer)) as x
  cross join lateral generate_series(greatest(0, floor(down - margin)::integer), least(last, floor(down + margin)::integer)) as y
  where state.layer = 'incidents';
  if found then perform pg_notify('overviews', ''); end if;
  perform pg_notify('tiles', json_build_object(
    'layer', 'incidents',
    'boxes', json_build_array(array[floor(east)::integer, floor(north)::integer, ceil(east)::integer, ceil(north)::integer]),
    'limits', to_json(array_remove(array[zone], null))
  )::text);
end
$$;

-- As announce_change, for updates of a layer of points in zones.
create function announce_moved_points() returns trigger language plpgsql as $$
declare
  boxes json;
  limits json;
begin
  if current_setting('shuangxi.bulk', true) = 'on' then return null; end if;
  with place as (
    select geom_3857 as geom from old_rows union select geom_3857 from new_rows
  ),
  box as (
    select distinct
      floor(greatest(-20037509, least(20037509, ST_X(geom))))::integer as west,
      floor(greatest(-20037509, least(20037509, ST_Y(geom))))::integer as south,
      ceil(greatest(-20037509, least(20037509, ST_X(geom))))::integer as east,
      ceil(greatest(-20037509, least(20037509, ST_Y(geom))))::integer as north
    from place
    where not ST_IsEmpty(geom)
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
      case when crowded then least(10, floor(((box.south::float8 + box.north) / 2 - extent.south) / side)) end as cell_row
    from box, extent
  ),
  merged as (
    select min(west) as west, min(south) as south, max(east) as east, max(north) as north
    from placed
    group by cell_column, cell_row
  )
  select json_agg(array[west, south, east, north]) into boxes from merged;
  if boxes is null then return null; end if;
  select coalesce(json_agg(distinct code) filter (where code is not null), '[]') into limits
  from (select zone_code as code from old_rows union all select zone_code from new_rows) as row;
  -- A payload has space for 8,000 bytes.
  if length(limits::text) > 1500 then limits := null; end if;
  perform pg_notify('tiles', json_strip_nulls(
    json_build_object('layer', tg_table_name, 'boxes', boxes, 'limits', limits)
  )::text);
  return null;
end
$$;
drop trigger announce_update on units;
create trigger announce_update after update on units referencing old table as old_rows new table as new_rows
  for each statement execute function announce_moved_points();
