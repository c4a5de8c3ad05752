-- Units that the viewer sees, with all data that decide whether they can be sent. $1: id of the incident, or null.
select u.id::float8 as id, u.code, u.name, u.name_en, u.zone_code, u.state, r.skills,
  ST_X(u.geom) as lon, ST_Y(u.geom) as lat,
  extract(epoch from now() - u.position_at)::float8 as position_age_s,
  r.on_shift, extract(epoch from r.shift_ends_at - now())::float8 as shift_left_s,
  r.crew_present, r.crew_minimum, r.resting,
  extract(epoch from r.rest_due_at - now())::float8 as rest_left_s,
  r.turn_out_s,
  (
    select count(*)::int from incident_units as sent
    where sent.unit_code = u.code and sent.released_at is null and sent.incident_id is distinct from $1::bigint
  ) as load,
  here.incident_id is not null as assigned, coalesce(here.lead, false) as leads
from units as u
join unit_readiness as r on r.unit_id = u.id
left join incident_units as here
  on here.incident_id = $1::bigint and here.unit_code = u.code and here.released_at is null
order by u.code, u.id
