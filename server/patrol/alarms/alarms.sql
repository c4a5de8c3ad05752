-- Alarms, newest first. $1: an id, or null; $2: true for open ones only; $3: maximum rows.
select
  alarm.id::float8 as id, alarm.kind, unit.code as unit, unit.id::float8 as unit_id, unit.name as unit_name,
  unit.zone_code, alarm.at, alarm.raised_at,
  case when alarm.account_id is not null then 'account' when alarm.device_id <> 0 then 'device' else 'platform' end as by,
  round(ST_X(alarm.geom)::numeric, 6)::float8 as lon, round(ST_Y(alarm.geom)::numeric, 6)::float8 as lat,
  alarm.acknowledged_at, alarm.acknowledged_name as acknowledged_by, alarm.note, alarm.details
from patrol_alarms as alarm
join units as unit on unit.id = alarm.unit_id
where ($1::bigint is null or alarm.id = $1) and (not $2::boolean or alarm.acknowledged_at is null)
order by alarm.raised_at desc, alarm.id desc
limit $3
