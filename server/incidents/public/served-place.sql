-- Metres from a point ($1, $2: longitude and latitude) to the nearest patrol zone or greenway; null without any.
with place as (select ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) as geom),
zone as (
  select z.geom from patrol_zones as z, place order by z.geom <-> place.geom limit 1
),
greenway as (
  select g.geom from greenways as g, place order by g.geom <-> place.geom limit 1
)
select min(ST_Distance(near.geom::geography, place.geom::geography)) as metres
from (select geom from zone union all select geom from greenway) as near, place
