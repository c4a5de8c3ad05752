-- Facilities within about 1.3 km of a point ($1, $2: degrees), which one can walk to in 15 minutes at most; the
-- nearest 400 by air.
select
  f.kind, f.name, ST_X(f.geom) as lon, ST_Y(f.geom) as lat
from facilities as f
where f.geom && ST_Expand(ST_SetSRID(ST_MakePoint($1, $2), 4326), 0.0137, 0.0118)
order by f.geom <-> ST_SetSRID(ST_MakePoint($1, $2), 4326), f.id
limit 400
