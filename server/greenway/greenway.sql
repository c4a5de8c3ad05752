-- One greenway ($1) with the lengths of its surfaces, its segments and the facilities within 100 m,
-- measured in the plane of EPSG:4549.
with
greenway as (
  select *, ST_Transform(geom, 4549) as plane from greenways where id = $1::bigint
),
surface_lengths as (
  select s.surface, sum(s.length_m) as length_m
  from greenway_segments as s
  where s.greenway_id = $1::bigint
  group by s.surface
),
-- The box is extended by slightly more than 100 m in degrees, so that the index can be used.
near as (
  select f.kind, count(*) as count
  from greenway as g
  join facilities as f
    on f.geom && ST_Expand(g.geom, 0.0015)
    and ST_DWithin(ST_Transform(f.geom, 4549), g.plane, 100)
  group by f.kind
)
select
  g.id::float8 as id, g.name, g.name_en, g.length_m, g.loop, g.operator, g.source, g.licence, g.synthetic,
  array[ST_XMin(g.geom), ST_YMin(g.geom), ST_XMax(g.geom), ST_YMax(g.geom)] as bbox,
  coalesce(
    (
      select json_agg(json_build_object('surface', s.surface, 'length_m', s.length_m) order by s.length_m desc)
      from surface_lengths as s
    ),
    json_build_array(json_build_object('surface', g.surface, 'length_m', g.length_m))
  ) as surfaces,
  (select count(*) from greenway_segments as s where s.greenway_id = g.id)::int as segments,
  coalesce(
    (select json_agg(json_build_object('kind', n.kind, 'count', n.count) order by n.count desc, n.kind) from near as n),
    '[]'
  ) as facilities
from greenway as g
