-- Stores what was found of units. $1: JSON array of units, each with `from` if its crossings were derived again,
-- its new state and its crossings; $2: version of the zones.
with told as (
  select *
  from json_to_recordset($1::text::json) as told (
    id bigint, "seenAt" timestamptz, "from" timestamptz, "replayFrom" timestamptz, movement jsonb, crossings json
  )
  where id in (select id from units)
),
replayed as (
  delete from zone_crossings using told where unit_id = told.id and at >= told."from"
),
found as (
  insert into zone_crossings (unit_id, zone_code, kind, at, earliest, latest, basis, geom)
  select told.id, one.zone, one.kind, one.at, one.earliest, one.latest, one.basis,
    ST_SetSRID(ST_MakePoint(one.lon, one.lat), 4326)
  from told
  cross join lateral json_to_recordset(told.crossings) as one (
    zone text, kind text, at timestamptz, earliest timestamptz, latest timestamptz, basis text, lon float8, lat float8
  )
  returning 1
)
insert into unit_movements as known (unit_id, seen_at, movement, zones)
select id, "seenAt", movement, $2 from told
on conflict (unit_id) do update
set seen_at = excluded.seen_at, movement = excluded.movement, zones = excluded.zones,
  -- A position that arrived meanwhile may be even earlier.
  replay_from = case
    when known.replay_from is distinct from (select "replayFrom" from told where id = known.unit_id)
      then known.replay_from
  end
