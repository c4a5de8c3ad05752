-- Run cards, given as JSON.
insert into run_cards (kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic)
select kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic
from json_to_recordset($1::text::json) as card (
  kind text, priority integer, alarm_level integer, demand jsonb, profile text, note_zh text, note_en text,
  synthetic boolean
)
