-- Appends the course in the file as an event to the logs of incidents of a source ($1) that nobody has worked
-- on. A stage with a time is reached, whatever the state.
with given as (
  select stored.id, stored as before, parsed as file, (
    select (array['received', 'routed', 'accepted', 'arrived', 'resolved', 'fed_back',
      case when parsed.state = 'cancelled' then 'cancelled' else 'closed' end])[max(stage.rank)]
    from (values
      (1, parsed.received_at, 'received'), (2, parsed.routed_at, 'routed'), (3, parsed.accepted_at, 'accepted'),
      (4, parsed.arrived_at, 'arrived'), (5, parsed.resolved_at, 'resolved'), (6, parsed.fed_back_at, 'fed_back'),
      (7, parsed.closed_at, 'closed'), (7, null, 'cancelled'),
      (case when parsed.unit_code is not null then 2 end, parsed.received_at, 'routed')
    ) as stage (rank, at, type)
    where stage.at is not null or stage.type = parsed.state
  ) as state
  from import_features as staged
  join incidents as stored on stored.source = $1 and stored.source_id = staged.source_id
  cross join lateral jsonb_populate_record(null::incidents, staged.properties) as parsed
  where staged.layer = 'incidents'
    and not exists (
      select from incident_events as e
      where e.incident_id = stored.id and (e.account_id is not null or e.key is not null)
    )
)
insert into incident_events (incident_id, type, at, details)
select id, 'corrected', now(), jsonb_build_object('course', jsonb_build_object(
    'state', state, 'unit_code', (file).unit_code, 'received_at', (file).received_at, 'routed_at', (file).routed_at,
    'accepted_at', (file).accepted_at, 'arrived_at', (file).arrived_at, 'resolved_at', (file).resolved_at,
    'fed_back_at', (file).fed_back_at, 'closed_at', (file).closed_at
  ))
from given
where (file).received_at is not null and (
  state is distinct from (before).state
  or (file).unit_code is distinct from (before).unit_code
  or (file).received_at is distinct from (before).received_at
  or (file).routed_at is distinct from (before).routed_at
  or (file).accepted_at is distinct from (before).accepted_at
  or (file).arrived_at is distinct from (before).arrived_at
  or (file).resolved_at is distinct from (before).resolved_at
  or (file).fed_back_at is distinct from (before).fed_back_at
  or (file).closed_at is distinct from (before).closed_at
)
