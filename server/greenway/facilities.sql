-- Facilities of the kind $2 within 100 m of a greenway ($1), in the plane of EPSG:4549 as counted by
-- greenway.sql, in order along it. `along_m` is measured over its segments; null without segments.
with
greenway as (
  select geom, ST_Transform(geom, 4549) as plane from greenways where id = $1::bigint
),
segments as materialized (
  select
    ST_Transform(s.geom, 4549) as plane,
    coalesce(sum(s.length_m) over (order by s.ordinal, s.id rows between unbounded preceding and 1 preceding), 0) as start_m,
    s.length_m
  from greenway_segments as s
  where s.greenway_id = $1::bigint
),
near as (
  select f.*, ST_Transform(f.geom, 4549) as plane
  from greenway as g
  join facilities as f
    on f.kind = $2::text
    and f.geom && ST_Expand(g.geom, 0.0015)
    and ST_DWithin(ST_Transform(f.geom, 4549), g.plane, 100)
)
select
  n.id::float8 as id, n.kind, n.name, n.name_en, n.synthetic,
  round(ST_X(n.geom)::numeric, 7)::float8 as lon, round(ST_Y(n.geom)::numeric, 7)::float8 as lat,
  round((s.start_m + s.length_m * ST_LineLocatePoint(s.plane, n.plane))::numeric, 1)::float8 as along_m
from near as n
left join lateral (
  select * from segments order by ST_Distance(segments.plane, n.plane), segments.start_m limit 1
) as s on true
order by along_m, n.id
