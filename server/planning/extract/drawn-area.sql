-- A drawn area ($1, GeoJSON in degrees) as a polygon, whether it is valid and why not, and its plane area (m²,
-- EPSG:4549).
select
  a.geom::text as ground, ST_NumGeometries(a.geom) as parts, ST_IsValid(a.geom) as valid,
  ST_IsValidReason(a.geom) as reason,
  case when ST_IsValid(a.geom) then ST_Area(ST_Transform(ST_Segmentize(a.geom, 0.0005), 4549)) else 0 end as m2
from (select ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($1), 4326)) as geom) as a
