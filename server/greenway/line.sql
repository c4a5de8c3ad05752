-- Points along a greenway ($1), $2 metres apart in the plane of EPSG:4549, in the order of its segments if it
-- has any; `part` numbers the unconnected parts.
with
pieces as (
  select s.ordinal as part, s.geom
  from greenway_segments as s
  where s.greenway_id = $1::bigint
  union all
  select (d).path[1], (d).geom
  from greenways as g, ST_Dump(g.geom) as d
  where g.id = $1::bigint
    and not exists (select from greenway_segments as s where s.greenway_id = $1::bigint)
)
select
  p.part,
  ST_X(n.geom) as lon,
  ST_Y(n.geom) as lat
from pieces as p
cross join lateral ST_DumpPoints(
  ST_Transform(ST_Segmentize(ST_Transform(p.geom, 4549), $2::float8), 4326)
) as n
order by p.part, n.path
