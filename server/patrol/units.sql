-- Units with their last position and state.
select
  id::float8 as id, code, name, name_en, state, zone_code, members, vehicle, phone, skills,
  to_char(position_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as position_at,
  accuracy_m, heading, synthetic,
  round(ST_X(geom)::numeric, 6)::float8 as lon, round(ST_Y(geom)::numeric, 6)::float8 as lat,
  (
    select json_build_object('incident', incident.id::float8, 'number', incident.number, 'metres', route.metres,
      'since', to_char(route.away_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    from unit_routes as route
    join incidents as incident on incident.id = route.incident_id
    where route.unit_id = units.id and route.told_at is not null
    limit 1
  ) as off_route
from units
order by code
