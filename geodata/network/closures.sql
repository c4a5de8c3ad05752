-- Current and future closures.
select id::float8 as id, reason_zh, reason_en, profiles, road_id::float8 as road_id,
  extract(epoch from starts_at)::float8 * 1000 as starts_ms, extract(epoch from ends_at)::float8 * 1000 as ends_ms,
  ST_AsGeoJSON(geom, 7, 0) as geometry
from closures
where ends_at is null or ends_at > now()
order by id
