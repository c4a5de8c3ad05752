-- Stores where units were and moves each to its newest position, unless something newer is known; off shift
-- nothing is stored. $1: positions as JSON, each with its unit. A row for each unit that the viewer sees;
-- `stored` is how many positions were new, of all units together: devices may not read what they write.
with sent as (
  select unit, at, accuracy_m, heading, ST_SetSRID(ST_MakePoint(lon, lat), 4326) as geom
  from json_to_recordset($1::text::json)
    as position (unit bigint, at timestamptz, lon float8, lat float8, accuracy_m float8, heading float8)
),
known as (
  select id, state from units where id = any (array(select unit from sent))
),
stored as (
  -- Those that are there already stay.
  insert into unit_positions (unit_id, at, accuracy_m, heading, geom)
  select known.id, sent.at, sent.accuracy_m, sent.heading, sent.geom
  from sent
  join known on known.id = sent.unit
  where known.state <> 'off_shift'
  on conflict do nothing
  returning 1
),
newest as (
  select distinct on (unit) * from sent order by unit, at desc
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
