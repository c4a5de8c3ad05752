-- A page of a layer's rows as they would be delivered, in the order of their ids.
select
  t.id::float8 as id,
  (select row_to_json(p) from (select __columns__) as p) as properties,
  st_asgeojson(t.geom, 12, 0)::json as geometry
from __table__ as t
where t.id > $1 and ($2::text is null or t.source = $2)
order by t.id
limit 1000
