-- The incident that this account reported with a key ($1).
select e.incident_id::float8 as id, e.type
from incident_events as e
where coalesce(e.account_id, 0) = coalesce(viewer_account(), 0) and e.key = $1::uuid
