-- 1,000 outlines of projects ($1), each the hull of a few parcels that lie together, some 1 to 20 ha.
select json_agg(ST_AsGeoJSON(geom, 9)::json order by n) as outlines
from (
  select n, ST_Buffer(ST_Envelope(geom), 0.0004 + 0.0004 * (n % 5), 'quad_segs=2') as geom
  from (select row_number() over (order by hashint8(id + 7), id) as n, geom from parcels) as p
  where n <= $1
) as chosen
