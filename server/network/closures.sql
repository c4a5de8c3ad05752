-- Closures that have not ended, as the viewer sees them.
select id::float8 as id, kind, reason_zh, reason_en, profiles, road_id::float8 as road_id,
  to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as starts_at,
  to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ends_at,
  starts_at <= now() as in_force,
  ST_AsGeoJSON(geom, 6, 0)::json as geometry
from closures
where ends_at is null or ends_at > now()
order by id
