-- Points along a greenway ($1), at most $2 metres apart in the plane of EPSG:4549, in the order of its segments
-- if it has any, with what is known of the segment; `part` numbers the segments. `closure`: a closure of ways on
-- foot within 15 m that has not ended, of several the first in force.
with
pieces as (
  select s.ordinal as part, s.name, s.surface, s.width_m, s.lit, s.geom
  from greenway_segments as s
  where s.greenway_id = $1::bigint
  union all
  select (d).path[1], null, g.surface, null, null, (d).geom
  from greenways as g, ST_Dump(g.geom) as d
  where g.id = $1::bigint
    and not exists (select from greenway_segments as s where s.greenway_id = $1::bigint)
),
closing as materialized (
  select c.id, c.reason_zh, c.reason_en, c.starts_at, c.ends_at, ST_Transform(c.geom, 4549) as plane
  from closures as c
  join greenways as g on g.id = $1::bigint and c.geom && ST_Expand(g.geom, 0.0003)
  where (c.ends_at is null or c.ends_at > now()) and 'foot' = any(c.profiles)
)
select
  p.part, p.name, p.surface, p.width_m, p.lit,
  round(ST_X(n.geom)::numeric, 6)::float8 as lon,
  round(ST_Y(n.geom)::numeric, 6)::float8 as lat,
  (
    select json_build_object(
      'id', c.id,
      'reason', json_build_object('zh', c.reason_zh, 'en', coalesce(c.reason_en, c.reason_zh)),
      'from', to_char(c.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'until', to_char(c.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'in_force', c.starts_at <= now()
    )
    from closing as c
    where ST_DWithin(c.plane, ST_Transform(n.geom, 4549), 15)
    order by c.starts_at <= now() desc, c.starts_at, c.id
    limit 1
  ) as closure
from pieces as p
cross join lateral ST_DumpPoints(
  ST_Transform(ST_Segmentize(ST_Transform(p.geom, 4549), $2::float8), 4326)
) as n
order by p.part, n.path
