-- The last roll calls with the answers of units that the viewer sees. $1: an id, or null.
select
  roll.id::float8 as id, roll.started_at, roll.due_at,
  json_agg(json_build_object('unit', unit.code, 'answered_at', call.answered_at) order by unit.code) as units
from roll_calls as roll
join roll_call_units as call on call.roll_call_id = roll.id
join units as unit on unit.id = call.unit_id
where $1::bigint is null or roll.id = $1
group by roll.id
order by roll.started_at desc
limit 20
