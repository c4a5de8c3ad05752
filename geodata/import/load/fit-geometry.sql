-- Converts geometries of another kind to that of their table: an area becomes a point inside it. Returns the
-- converted rows. $1: JSON array of {layer, kind}.
with unfit as (
  select staged.line, wanted.kind, ST_Dimension(staged.geom) as dimension
  from import_features as staged
  join jsonb_to_recordset($1::text::jsonb) as wanted (layer text, kind text) using (layer)
  where GeometryType(staged.geom) <> upper(wanted.kind) and not ST_IsEmpty(staged.geom)
),
fitted as (
  update import_features as staged
  set geom = case unfit.kind
    when 'MultiPolygon' then ST_Multi(ST_CollectionExtract(staged.geom, 3))
    when 'MultiLineString' then ST_Multi(ST_CollectionExtract(staged.geom, 2))
    when 'Point' then
      case unfit.dimension when 0 then ST_GeometryN(staged.geom, 1) else ST_PointOnSurface(staged.geom) end
    else staged.geom
  end
  from unfit
  where staged.line = unfit.line
  returning staged.layer, staged.source_id, unfit.kind = 'Point' and unfit.dimension = 2 as is_point_of_area
)
select layer, source_id from fitted where is_point_of_area
