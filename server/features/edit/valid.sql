-- Returns why a geometry ($1: GeoJSON) cannot be stored, or null if it can. A line without length is checked
-- here, because some versions of GEOS accept it.
select case
    when not ST_IsValid(geom) then ST_IsValidReason(geom)
    when ST_Dimension(geom) = 1 and ST_Length(geom) = 0 then 'Line without length'
  end as reason
from (select ST_SetSRID(ST_GeomFromGeoJSON($1::text), 0) as geom) as written
