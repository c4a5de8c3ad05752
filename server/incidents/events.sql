-- The log of an incident ($1) in order; only the last change of state if $2 is true.
select
  e.id::float8 as id, e.ordinal, e.key, e.type, e.at, e.counted_at, e.server_at, e.unit_code, e.from_state,
  e.to_state, e.details,
  case when e.account_id is not null
    then json_build_object('id', e.account_id, 'name', colleague_name(e.account_id)) end as account
from incident_events as e
where e.incident_id = $1::bigint
  and (not $2::boolean or e.ordinal = (
    select max(l.ordinal) from incident_events as l
    where l.incident_id = e.incident_id and l.to_state is distinct from l.from_state
  ))
order by e.ordinal
