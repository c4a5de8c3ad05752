-- Entrances with the straight line to the nearest car park within 2 km.
select e.id::float8 as id, e.name, round(ST_X(e.geom)::numeric, 6)::float8 as lon,
  round(ST_Y(e.geom)::numeric, 6)::float8 as lat, near.metres::float8 as car_park_m
from entrances as e
left join lateral (
  select round(ST_Distance(f.geom::geography, e.geom::geography)::numeric) as metres
  from facilities as f
  where f.kind = 'car_park' and f.geom && ST_Expand(e.geom, 0.025)
    and ST_DWithin(f.geom::geography, e.geom::geography, 2000)
  order by ST_Distance(f.geom::geography, e.geom::geography)
  limit 1
) as near on true
order by near.metres desc nulls first, e.id
