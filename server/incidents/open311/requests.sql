-- Reports of an Open311 source. $1: source, or null for reports of any source by id; $2: ids, or null; $3: kinds,
-- or null; $4, $5: received from, to; $6: open, closed, or null; $7: maximum rows.
select
  i.id::text as service_request_id, i.state, i.kind, i.words, i.received_at, i.routed_at, i.arrived_at, i.fed_back_at,
  i.closed_at, i.reopened_at,
  coalesce((select max(e.server_at) from incident_events as e where e.incident_id = i.id), i.received_at) as updated_at,
  round(ST_X(i.geom)::numeric, 6)::float8 as lon, round(ST_Y(i.geom)::numeric, 6)::float8 as lat,
  (select e.details ->> 'media_url' from incident_events as e where e.incident_id = i.id and e.ordinal = 1) as media_url
from incidents as i
where case when $1::text is null then i.source like 'open311:%' and $2::bigint[] is not null else i.source = $1 end
  and ($2::bigint[] is null or i.id = any ($2::bigint[]))
  and ($3::text[] is null or i.kind = any ($3::text[]))
  and ($4::timestamptz is null or i.received_at >= $4)
  and ($5::timestamptz is null or i.received_at <= $5)
  and ($6::text is null or (i.closed_at is null and i.state <> 'closed') = ($6 = 'open'))
order by i.received_at desc, i.id
limit $7
