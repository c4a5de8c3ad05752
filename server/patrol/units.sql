-- Units with their last position and state.
select
  id::float8 as id, code, name, name_en, state, zone_code, members, vehicle, phone, skills,
  to_char(position_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as position_at,
  accuracy_m, heading, synthetic,
  round(ST_X(geom)::numeric, 6)::float8 as lon, round(ST_Y(geom)::numeric, 6)::float8 as lat
from units
order by code
