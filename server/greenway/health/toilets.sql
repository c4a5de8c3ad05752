-- Toilets within 100 m of a greenway, in metres along it.
with segments as materialized (
  select s.greenway_id, ST_Transform(s.geom, 4549) as plane, s.length_m,
    coalesce(sum(s.length_m) over (
      partition by s.greenway_id order by s.ordinal, s.id rows between unbounded preceding and 1 preceding), 0) as start_m
  from greenway_segments as s
)
select near.greenway::float8 as greenway, near.along_m::float8 as along_m
from facilities as f
cross join lateral (
  select distinct on (s.greenway_id) s.greenway_id as greenway,
    s.start_m + s.length_m * ST_LineLocatePoint(s.plane, ST_Transform(f.geom, 4549)) as along_m
  from segments as s
  where ST_DWithin(s.plane, ST_Transform(f.geom, 4549), 100)
  order by s.greenway_id, ST_Distance(s.plane, ST_Transform(f.geom, 4549))
) as near
where f.kind = 'toilet'
order by near.greenway, near.along_m
