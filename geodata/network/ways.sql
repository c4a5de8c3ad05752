-- A page of walkable or drivable roads, by id. $1: last id of the previous page; $2: limit.
select id::float8 as id, source_id as key, class, name, surface, oneway, level, max_speed,
  coalesce(
    nullif(tags, '{}'),
    jsonb_strip_nulls(jsonb_build_object('foot', foot, 'bicycle', bicycle, 'access', access))
  )::text as tags,
  (bridge or tunnel) as off_ground,
  array_to_json(nodes)::text as nodes, ST_AsGeoJSON(geom, 7, 0) as geom
from roads
where id > $1::bigint and class not in ('rail', 'metro')
order by id
limit $2::int
