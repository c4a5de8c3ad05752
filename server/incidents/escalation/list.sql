-- Escalations that the viewer sees, newest first. $1: maximum rows; $2: limits of the clocks, as in
-- fire_escalations; $3: true if each clock runs from the previous stage.
select
  e.id::float8 as id, rule.name as rule, rule.action, rule.clock, rule.offset_s, i.id::float8 as incident_id,
  i.number, i.kind,
  to_char(e.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at,
  to_char(e.fired_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as fired_at,
  i.closed_at is null and i.state <> 'closed' and i.fed_back_at is null
    and (running_clock(i, $2::int[], $3::boolean)).due_at = e.due_at as is_open
from escalations as e
join escalation_rules as rule on rule.id = e.rule_id
join incidents as i on i.id = e.incident_id
order by e.id desc
limit $1
