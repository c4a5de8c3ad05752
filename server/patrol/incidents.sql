-- A page of incidents, by urgency or newest first. By urgency, `part` is 0 for open ones (by deadline), 1 for
-- those fed back (oldest first) and 2 for closed ones (newest first). Newest first, `part` is always 2.
-- $1, $2: received from, to; $3, $4, $5: kinds, zones, units (the lead, or sent and not released); $6: open,
-- overdue or closed. Each of $1 to $6 may be null.
-- $7, $8, $9: limits of the clocks in seconds: routed, arrived, fed back. $10: urgency or newest.
-- $11, $12, $13: part, time and id of the last row before the page, or null. $14: number of rows.
-- $15, $16: hours (0 to 23) and weekdays (1 is Monday) of receipt in China, or null. $17: true if each clock
-- runs from the previous stage.
with
open as (
  select
    i.id,
    case
      when i.fed_back_at is not null then null
      when i.arrived_at is not null then
        clock_start(i.received_at, i.reopened_at, i.arrived_at, $17) + make_interval(secs => $9::float8)
      when i.routed_at is not null then
        clock_start(i.received_at, i.reopened_at, i.routed_at, $17) + make_interval(secs => $8::float8)
      else clock_start(i.received_at, i.reopened_at, null, $17) + make_interval(secs => $7::float8)
    end as due_at,
    i.received_at
  from incidents as i
  where i.closed_at is null and i.state <> 'closed'
    and ($1::timestamptz is null or i.received_at >= $1::timestamptz)
    and ($2::timestamptz is null or i.received_at <= $2::timestamptz)
    and ($3::text[] is null or i.kind = any ($3::text[]))
    and ($4::text[] is null or i.zone_code = any ($4::text[]))
    and ($5::text[] is null or i.unit_code = any ($5::text[]) or exists (
      select from incident_units as u
      where u.incident_id = i.id and u.unit_code = any ($5::text[]) and u.released_at is null
    ))
    and ($15::int[] is null or extract(hour from i.received_at at time zone 'Asia/Shanghai') = any ($15::int[]))
    and ($16::int[] is null or extract(isodow from i.received_at at time zone 'Asia/Shanghai') = any ($16::int[]))
),
urgent as (
  select id, due_at, case when due_at is null then 1 else 0 end as part, coalesce(due_at, received_at) as at
  from open
  where $10 = 'urgency' and ($6::text is null or $6 = 'open' or ($6 = 'overdue' and due_at < now()))
),
latest as (
  select i.id, 2 as part, i.received_at as at
  from incidents as i
  where ($1::timestamptz is null or i.received_at >= $1::timestamptz)
    and ($2::timestamptz is null or i.received_at <= $2::timestamptz)
    and ($3::text[] is null or i.kind = any ($3::text[]))
    and ($4::text[] is null or i.zone_code = any ($4::text[]))
    and ($5::text[] is null or i.unit_code = any ($5::text[]) or exists (
      select from incident_units as u
      where u.incident_id = i.id and u.unit_code = any ($5::text[]) and u.released_at is null
    ))
    and ($15::int[] is null or extract(hour from i.received_at at time zone 'Asia/Shanghai') = any ($15::int[]))
    and ($16::int[] is null or extract(isodow from i.received_at at time zone 'Asia/Shanghai') = any ($16::int[]))
    and case
      when $10 = 'urgency' or $6 = 'closed' then
        ($6::text is null or $6 = 'closed') and not (i.closed_at is null and i.state <> 'closed')
      when $6 = 'overdue' then i.id in (select id from open where due_at < now())
      when $6 = 'open' then i.closed_at is null and i.state <> 'closed'
      else true
    end
    and ($11::int is distinct from 2 or (i.received_at, i.id) < ($12::timestamptz, $13::bigint))
  order by i.received_at desc, i.id desc
  limit $14::int
),
page as (
  select id, part, at from urgent
  where $11::int is null or (part, at, id) > ($11::int, $12::timestamptz, $13::bigint)
  union all
  select id, part, at from latest
)
select
  i.id::float8 as id, i.number, i.kind, i.state, i.channel, i.zone_code, i.unit_code, i.synthetic, i.words,
  i.priority, i.alarm_level,
  to_char(i.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as received_at,
  to_char(i.routed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as routed_at,
  to_char(i.arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as arrived_at,
  to_char(i.fed_back_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as fed_back_at,
  to_char(i.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as closed_at,
  to_char(i.reopened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as reopened_at,
  round(ST_X(i.geom)::numeric, 6)::float8 as lon, round(ST_Y(i.geom)::numeric, 6)::float8 as lat,
  p.part, to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
from page as p
join incidents as i on i.id = p.id
order by
  p.part,
  case when p.part < 2 then p.at end, case when p.part < 2 then p.id end,
  case when p.part = 2 then p.at end desc, case when p.part = 2 then p.id end desc
limit $14::int
