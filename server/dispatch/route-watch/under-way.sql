-- Units under way to open incidents, with the route that was planned for each and their newest position.
select
  incident.id::float8 as incident, incident.number, ST_X(incident.geom) as "toLon", ST_Y(incident.geom) as "toLat",
  unit.id::float8 as unit, date_trunc('milliseconds', sent.sent_at) as "sentAt",
  ceil(extract(epoch from unit.position_at) * 1000)::float8 as at,
  ST_X(unit.geom) as lon, ST_Y(unit.geom) as lat, unit.accuracy_m as "accuracyM",
  route.network, ST_AsGeoJSON(route.line, 6)::json -> 'coordinates' as line,
  extract(epoch from route.seen_at)::float8 * 1000 as "seenAt",
  extract(epoch from route.away_since)::float8 * 1000 as "awaySince",
  route.metres, route.told_at is not null as "isTold"
from incident_units as sent
join incidents as incident on incident.id = sent.incident_id
join units as unit on unit.code = sent.unit_code
left join unit_routes as route
  on route.incident_id = incident.id and route.unit_id = unit.id and route.sent_at = date_trunc('milliseconds', sent.sent_at)
where sent.released_at is null and sent.arrived_at is null
  and incident.state not in ('closed', 'cancelled', 'merged')
  and unit.state <> 'off_shift' and unit.position_at > now() - interval '10 minutes'
