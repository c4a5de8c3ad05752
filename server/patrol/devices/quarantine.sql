-- Implausible positions, newest first. $1: id of a unit, or null; $2: maximum rows.
select
  doubtful.id::float8 as id, unit.code as unit, device.name as device, doubtful.at, doubtful.received_at,
  doubtful.reason, doubtful.accuracy_m, doubtful.speed_mps,
  round(ST_X(doubtful.geom)::numeric, 6)::float8 as lon, round(ST_Y(doubtful.geom)::numeric, 6)::float8 as lat
from position_quarantine as doubtful
join units as unit on unit.id = doubtful.unit_id
left join patrol_devices as device on device.id = doubtful.device_id
where $1::bigint is null or doubtful.unit_id = $1
order by doubtful.received_at desc, doubtful.id desc
limit $2
