-- Takes out rows whose geometry is not, even repaired, a valid one of the table's kind. Gives them.
-- $1: JSON array of {layer, kind}.
delete from import_features as staged
using jsonb_to_recordset($1::text::jsonb) as wanted (layer text, kind text)
where staged.layer = wanted.layer
  and (staged.geom is null or ST_IsEmpty(staged.geom) or GeometryType(staged.geom) <> upper(wanted.kind)
    or not ST_IsValid(staged.geom))
returning staged.layer, staged.source_id
