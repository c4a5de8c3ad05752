-- The rules in force on a day ($1).
select subject, kind, verdict,
  json_build_object('zh', article_zh, 'en', article_en) as article,
  json_build_object('zh', advice_zh, 'en', advice_en) as advice
from control_rules
where coalesce(valid_from <= $1::date, true) and coalesce(valid_to >= $1::date, true)
order by id desc
