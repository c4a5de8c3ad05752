-- Stores positions and moves each unit to its newest one, unless a newer position is stored. For units off shift,
-- only positions of a past duty (`late`) are stored. $1: JSON array of plausible positions, each with its unit, its
-- device (0: an account) and whether it may move the unit; $2: implausible ones, with the reason. Returns a row for
-- each unit that the viewer sees. `stored` counts the new positions of all units together, because devices may
-- not read what they write.
with sent as (
  select unit, device, at, accuracy_m, heading, moves, late, ST_SetSRID(ST_MakePoint(lon, lat), 4326) as geom
  from json_to_recordset($1::text::json) as position (
    unit bigint, device bigint, at timestamptz, lon float8, lat float8, accuracy_m float8, heading float8,
    moves boolean, late boolean
  )
),
doubtful as (
  select unit, device, at, accuracy_m, reason, speed_mps, late, ST_SetSRID(ST_MakePoint(lon, lat), 4326) as geom
  from json_to_recordset($2::text::json) as position (
    unit bigint, device bigint, at timestamptz, lon float8, lat float8, accuracy_m float8, reason text,
    speed_mps float8, late boolean
  )
),
known as (
  select id, state
  from units
  where id = any (array(select unit from sent union select unit from doubtful))
),
stored as (
  -- Stored positions are not changed.
  insert into unit_positions (unit_id, device_id, at, accuracy_m, heading, geom)
  select known.id, sent.device, sent.at, sent.accuracy_m, sent.heading, sent.geom
  from sent
  join known on known.id = sent.unit
  where known.state <> 'off_shift' or sent.late
  on conflict do nothing
  returning 1
),
quarantined as (
  insert into position_quarantine (unit_id, device_id, at, accuracy_m, reason, speed_mps, geom)
  select known.id, doubtful.device, doubtful.at, doubtful.accuracy_m, doubtful.reason, doubtful.speed_mps, doubtful.geom
  from doubtful
  join known on known.id = doubtful.unit
  where known.state <> 'off_shift' or doubtful.late
),
newest as (
  select distinct on (unit) * from sent where moves order by unit, at desc
),
moved as (
  update units
  set geom = newest.geom, position_at = newest.at, accuracy_m = newest.accuracy_m, heading = newest.heading
  from newest
  where units.id = newest.unit and units.id = any (array(select unit from sent)) and units.state <> 'off_shift'
    and (units.position_at is null or units.position_at < newest.at)
  returning units.id
)
select known.id::float8 as id, known.state, (select count(*)::int from stored) as stored,
  known.id in (select id from moved) as current
from known
