-- Stores where a unit was. $1: the unit; $2: positions as JSON. Those that are there already stay.
insert into unit_positions (unit_id, at, accuracy_m, heading, geom)
select $1, at, accuracy_m, heading, ST_SetSRID(ST_MakePoint(lon, lat), 4326)
from json_to_recordset($2::text::json)
  as position (at timestamptz, lon float8, lat float8, accuracy_m float8, heading float8)
on conflict do nothing
