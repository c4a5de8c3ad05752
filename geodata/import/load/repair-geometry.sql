-- Makes geometries valid and of the kind of their table: areas as multipolygons, an area for a point
-- as a point inside it. $1: JSON array of {layer, kind}.
with wanted as (
  select layer, kind from jsonb_to_recordset($1::text::jsonb) as wish (layer text, kind text)
),
repaired as (
  select staged.line, wanted.kind,
    case when ST_Dimension(staged.geom) = 2 and not ST_IsValid(staged.geom)
      then ST_MakeValid(staged.geom) else staged.geom end as geom
  from import_features as staged join wanted using (layer)
  where staged.geom is not null and not ST_IsEmpty(staged.geom)
)
update import_features as staged
set geom = case repaired.kind
  when 'MultiPolygon' then ST_Multi(ST_CollectionExtract(repaired.geom, 3))
  when 'MultiLineString' then ST_Multi(ST_CollectionExtract(repaired.geom, 2))
  when 'Point' then
    case when ST_Dimension(repaired.geom) = 0 then ST_GeometryN(repaired.geom, 1)
    else ST_PointOnSurface(repaired.geom) end
  else repaired.geom
end
from repaired
where staged.line = repaired.line
  and not (
    (repaired.kind = 'Point' and GeometryType(staged.geom) = 'POINT')
    or (repaired.kind = 'LineString' and GeometryType(staged.geom) = 'LINESTRING'))
