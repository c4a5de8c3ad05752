-- The public status of a report, by the digest of the link's token ($1). Units, notes and other reporters are
-- excluded. A merged report shows the status of the incident that it was merged into.
with recursive chain as (
  select i.id, i.merged_into, 1 as depth
  from status_links as l
  join incidents as i on i.id = l.incident_id
  where l.digest = $1 and l.revoked_at is null
  union all
  select i.id, i.merged_into, chain.depth + 1
  from chain join incidents as i on i.id = chain.merged_into
  where chain.depth < 20
),
own as (select i.* from chain join incidents as i using (id) where depth = 1),
kept as (select i.* from chain join incidents as i using (id) order by depth desc limit 1)
select
  kept.id::float8 as incident_id, own.number, own.kind, own.received_at as reported_at, own.id <> kept.id as is_merged,
  kept.state, kept.received_at, kept.reopened_at, kept.routed_at, kept.arrived_at, kept.fed_back_at, kept.closed_at,
  (
    select json_agg(json_build_object('type', e.type, 'at', e.counted_at) order by e.counted_at, e.id)
    from incident_events as e
    where e.type in ('received', 'routed', 'accepted', 'arrived', 'resolved', 'fed_back', 'closed', 'cancelled',
        'reopened', 'merged', 'unmerged')
      and (e.incident_id = own.id or e.incident_id = kept.id and e.counted_at > own.received_at)
  ) as steps
from own, kept
