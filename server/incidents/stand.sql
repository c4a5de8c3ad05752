-- Current state of incidents, with their units and the incidents merged into them. $1: ids.
select
  i.id::float8 as id, i.number, i.kind, i.words, i.channel, i.zone_code, i.state, i.priority, i.alarm_level,
  i.unit_code, i.received_at, i.routed_at, i.accepted_at, i.arrived_at, i.resolved_at, i.fed_back_at,
  i.closed_at, i.reopened_at, i.merged_into::float8 as merged_into, i.synthetic,
  round(ST_X(i.geom)::numeric, 6)::float8 as lon, round(ST_Y(i.geom)::numeric, 6)::float8 as lat,
  coalesce((
    select json_agg(json_build_object('code', u.unit_code, 'lead', u.lead, 'sent_at', u.sent_at,
      'accepted_at', u.accepted_at, 'arrived_at', u.arrived_at, 'released_at', u.released_at)
      order by u.lead desc, u.sent_at, u.unit_code)
    from incident_units as u
    where u.incident_id = i.id
  ), '[]') as units,
  coalesce((
    select json_agg(json_build_object('id', m.id, 'number', m.number) order by m.received_at, m.id)
    from incidents as m
    where m.merged_into = i.id
  ), '[]') as merged
from incidents as i
where i.id = any ($1::bigint[])
