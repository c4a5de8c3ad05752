-- One feature as GeoJSON text, by its id ($1).
select
  json_build_object(
    'type', 'Feature',
    'id', t.id,
    'geometry', ST_AsGeoJSON(t.geom, 7)::json,
    'properties', (select row_to_json(p) from (select /*columns*/) as p)
  )::text as feature
from /*table*/ as t
where t.id = $1::bigint
