-- Metres from a point ($1, $2: longitude and latitude) to the nearest patrol zone; no row without zones.
with place as (select ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326)::geography as geog)
select ST_Distance(z.geom::geography, place.geog) as metres, z.name
from patrol_zones as z, place
order by metres, z.code
limit 1
