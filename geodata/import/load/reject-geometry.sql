-- Deletes rows whose geometry, even repaired, is not a valid one of the table's kind, and returns them with
-- the reason. Areas that were valid in the file are not checked again. An area below 1e-12 square degrees,
-- about 0.01 m², is a line with rounding errors. $1: JSON array of {layer, kind}.
delete from import_features as staged
using jsonb_to_recordset($1::text::jsonb) as wanted (layer text, kind text)
where staged.layer = wanted.layer
  and (staged.geom is null or ST_IsEmpty(staged.geom) or GeometryType(staged.geom) <> upper(wanted.kind)
    or (wanted.kind = 'MultiPolygon' and ST_Area(staged.geom) < 1e-12)
    or ((staged.repaired or wanted.kind <> 'MultiPolygon') and not ST_IsValid(staged.geom)))
returning staged.layer, staged.source_id,
  case when wanted.kind = 'MultiPolygon' and ST_Area(staged.geom) < 1e-12 then 'no_area' else 'invalid_geometry' end
    as reason
