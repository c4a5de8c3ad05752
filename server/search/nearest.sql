-- Returns the nearest facilities of each kind of $3 around $1, $2 (longitude, latitude): at most $4 of a kind
-- and none farther than $5 metres. Distances are straight lines on the sphere.
with
origin as (
  select point, ST_Transform(point, 3857) as mercator
  from ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) as point
),
asked as (select distinct kind from unnest($3::text[]) as kind)
select
  f.id::float8 as id, f.kind, f.name, f.name_en, f.synthetic,
  round(ST_X(f.geom)::numeric, 7)::float8 as lon, round(ST_Y(f.geom)::numeric, 7)::float8 as lat,
  round(f.distance::numeric, 1)::float8 as distance_m,
  round(degrees(ST_Azimuth(o.mercator, f.geom_3857))::numeric, 1)::float8 as bearing
from origin as o
cross join asked
-- The index orders by distance in Mercator, which grows with latitude. So its first $4 rows only bound the
-- distance, and everything within the bound is measured.
cross join lateral (
  select case when count(*) < $4::int then $5::float8 else least(max(first.distance), $5::float8) end as metres
  from (
    select ST_DistanceSphere(c.geom, o.point) as distance
    from facilities as c
    where c.kind = asked.kind
    order by c.geom_3857 <-> o.mercator
    limit $4::int
  ) as first
) as reach
cross join lateral (
  select c.*, ST_DistanceSphere(c.geom, o.point) as distance
  from facilities as c
  where c.kind = asked.kind
    -- Mercator stretches by the secant of the latitude, here at most of that 1° beyond the position.
    and c.geom_3857 && ST_Expand(o.mercator, 1.01 * reach.metres / cos(radians(least(abs($2::float8) + 1, 86))))
    and ST_DistanceSphere(c.geom, o.point) <= reach.metres
  order by distance, c.id
  limit $4::int
) as f
order by f.distance, f.kind, f.id
