-- State of units before new positions are judged. $1: ids of units.
select
  id::float8 as unit, code, state, (extract(epoch from position_at) * 1000)::float8 as at,
  ST_X(geom) as lon, ST_Y(geom) as lat, accuracy_m as "accuracyM"
from units
where id = any ($1::bigint[])
