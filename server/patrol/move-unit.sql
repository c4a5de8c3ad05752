-- Sets where a unit is now, unless something newer is known. $1: the unit; then longitude, latitude, when,
-- accuracy in metres, heading in degrees.
update units
set geom = ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326), position_at = $4::timestamptz,
  accuracy_m = $5::float8, heading = $6::float8
where id = $1 and (position_at is null or position_at < $4::timestamptz)
