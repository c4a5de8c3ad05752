-- A page of walkable or drivable roads, by id. $1: last id of the previous page; $2: limit. Routes for people
-- also need light, width, the greenways that a road belongs to, and the opening hours of a park around it.
with
parks as materialized (
  select area.geom, park.opening_hours
  from facilities as park
  join land_cover as area on area.source = park.source and area.source_id = park.source_id
  where park.kind = 'park' and park.opening_hours is not null
),
members as materialized (
  select distinct source, substring(source_id from 'way/-?[0-9]+$') as key from greenway_segments
)
select roads.id::float8 as id, source_id as key, class, name, name_en, surface, oneway, level, max_speed, lit, width_m,
  coalesce(
    nullif(tags, '{}'),
    jsonb_strip_nulls(jsonb_build_object('foot', foot, 'bicycle', bicycle, 'access', access))
  )::text as tags,
  (bridge or tunnel) as off_ground,
  exists (select from members where members.source = roads.source and members.key = roads.source_id) as greenway,
  (
    select opening_hours from parks
    where parks.geom && roads.geom and ST_Covers(parks.geom, roads.geom) limit 1
  ) as hours,
  array_to_json(nodes)::text as nodes, ST_AsGeoJSON(roads.geom, 7, 0) as geom
from roads
where roads.id > $1::bigint and class not in ('rail', 'metro')
order by roads.id
limit $2::int
