-- A few synthetic run cards (出动预案示例), where there are none.
insert into run_cards (kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic)
select kind, priority, alarm_level, demand::jsonb, 'vehicle', note_zh, note_en, true
from (values
  (null, null::integer, 1, '[{"count": 1, "skills": []}]', '任一小组（示例）', 'Any unit (sample)'),
  (null, 1, 1, '[{"count": 2, "skills": []}]', '紧急事件两组（示例）', 'Two units for an urgent case (sample)'),
  (null, null, 2, '[{"count": 2, "skills": []}]', '二级响应（示例）', 'Second alarm (sample)'),
  (null, null, 3, '[{"count": 1, "skills": ["公安"]}, {"count": 3, "skills": []}]', '三级响应，含公安（示例）',
    'Third alarm, with police (sample)'),
  ('injury', null, 1, '[{"count": 1, "skills": ["急救"]}]', '受伤求助：急救（示例）', 'Injury: first aid (sample)'),
  ('injury', null, 2, '[{"count": 1, "skills": ["急救"]}, {"count": 1, "skills": ["阳光救援"]}, {"count": 1, "skills": []}]',
    '多人受伤（示例）', 'Several injured (sample)'),
  ('open_fire', null, 1, '[{"count": 1, "skills": ["消防"]}, {"count": 1, "skills": []}]', '野外用火：消防（示例）',
    'Open fire: fire brigade (sample)'),
  ('lost_person', null, 1, '[{"count": 1, "skills": ["阳光救援"]}, {"count": 1, "skills": ["公安"]}]',
    '走失：救援与公安（示例）', 'Lost person: rescuers and police (sample)'),
  ('dispute', null, 1, '[{"count": 1, "skills": ["公安"]}]', '纠纷：公安（示例）', 'Dispute: police (sample)'),
  ('crowding', null, 1, '[{"count": 1, "skills": ["公安"]}, {"count": 1, "skills": ["交警"]}]',
    '人员拥挤：公安与交警（示例）', 'Crowding: police and traffic police (sample)')
) as card (kind, priority, alarm_level, demand, note_zh, note_en)
where not exists (select from run_cards)
