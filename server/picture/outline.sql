-- The outline of a feature ($1) and its box in degrees.
select
  ST_AsGeoJSON(t.geom, 7)::json as outline,
  array[ST_XMin(t.geom), ST_YMin(t.geom), ST_XMax(t.geom), ST_YMax(t.geom)] as box
from __table__ as t
where t.id = $1::bigint
