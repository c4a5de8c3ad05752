-- For each candidate ($1), the share of its sampled corners ($2 longitudes, $3 latitudes) that lie within about
-- 1 m of the border of a parcel or a control line.
select c.candidate, avg(
  (
    exists (
      select from parcels as p
      where p.geom && ST_Expand(c.corner, 0.00001) and ST_DWithin(ST_Boundary(p.geom), c.corner, 0.00001)
    )
    or exists (
      select from control_lines as l
      where l.geom && ST_Expand(c.corner, 0.00001) and ST_DWithin(ST_Boundary(l.geom), c.corner, 0.00001)
    )
  )::integer
)::float8 as share
from (
  select candidate, ST_SetSRID(ST_MakePoint(lon, lat), 4326) as corner
  from unnest($1::integer[], $2::float8[], $3::float8[]) as s (candidate, lon, lat)
) as c
group by c.candidate
