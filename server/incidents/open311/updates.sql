-- Steps of the reports of an Open311 source ($1) between two times ($2, $3), in order. Notes and units are internal
-- and not returned; updates of the source itself are not returned to it.
select e.id::text as update_id, e.incident_id::text as service_request_id, e.type, e.to_state as state, e.server_at
from incident_events as e
join incidents as i on i.id = e.incident_id
where i.source = $1 and e.server_at between $2::timestamptz and $3::timestamptz
  and e.to_state is distinct from e.from_state and e.ordinal > 1
order by e.server_at, e.id
limit 1000
