-- Stores the routes of units under way, ends those of others, and raises an alarm for each unit that has left its
-- route. $1: JSON array of routes.
with told as (
  select *
  from json_to_recordset($1::text::json) as told (
    incident bigint, number text, unit bigint, "sentAt" timestamptz, network text, line json, "seenAt" timestamptz,
    "awaySince" timestamptz, metres float8, "isTold" boolean, "hasLeft" boolean
  )
),
ended as (
  delete from unit_routes as route
  where not exists (
    select from incident_units as sent
    join units as unit on unit.code = sent.unit_code
    join incidents as incident on incident.id = sent.incident_id
    where sent.incident_id = route.incident_id and unit.id = route.unit_id
      and sent.released_at is null and sent.arrived_at is null
      and incident.state not in ('closed', 'cancelled', 'merged')
  )
),
stored as (
  insert into unit_routes as route (incident_id, unit_id, sent_at, network, line, seen_at, away_since, metres, told_at)
  select incident, unit, "sentAt", network, ST_SetSRID(ST_GeomFromGeoJSON(line), 4326), "seenAt", "awaySince", metres,
    case when "isTold" then now() end
  from told
  on conflict (incident_id, unit_id) do update
  set sent_at = excluded.sent_at, network = excluded.network, line = excluded.line, seen_at = excluded.seen_at,
    away_since = excluded.away_since, metres = excluded.metres,
    told_at = case when excluded.told_at is not null then coalesce(route.told_at, excluded.told_at) end
)
insert into patrol_alarms (kind, unit_id, at, geom, details)
select 'off_route', unit.id, told."seenAt", unit.geom, jsonb_build_object('incident', told.incident,
  'number', told.number, 'metres', told.metres, 'seconds', round(extract(epoch from told."seenAt" - told."awaySince")))
from told
join units as unit on unit.id = told.unit
where told."hasLeft"
on conflict do nothing
