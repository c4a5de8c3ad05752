-- The data of an incident ($1) for its ranking, as the viewer sees it.
select id::float8 as id, kind, priority::int as priority, alarm_level::int as alarm_level, zone_code,
  ST_X(geom) as lon, ST_Y(geom) as lat
from incidents
where id = $1
