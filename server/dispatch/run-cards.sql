-- All run cards.
select id::float8 as id, kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic
from run_cards
order by kind nulls first, priority nulls first, alarm_level
