-- Reads an incident ($1) for its ranking, if the viewer may see it.
select id::float8 as id, kind, priority::int as priority, alarm_level::int as alarm_level, zone_code,
  ST_X(geom) as lon, ST_Y(geom) as lat,
  (
    select coalesce(json_agg(card), '[]')
    from (
      select id::float8 as id, kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic from run_cards
    ) as card
  ) as cards
from incidents
where id = $1
