-- One batch of a collection's features as GeoJSON text, from behind $1 on or from before $2 back,
-- at most $3. A row id never changes, so a page neither repeats nor misses a row when others come
-- and go between two pages.
select
  t.id::text as id,
  json_build_object(
    'type', 'Feature',
    'id', t.id,
    'geometry', ST_AsGeoJSON(t.geom, 7)::json,
    'properties', (select row_to_json(p) from (select /*columns*/) as p)
  )::text as feature
from /*table*/ as t
where ($1::bigint is null or t.id > $1::bigint)
  and ($2::bigint is null or t.id < $2::bigint)
  and /*matching*/
order by t.id /*direction*/
limit $3::int
