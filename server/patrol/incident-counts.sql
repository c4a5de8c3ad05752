-- Counts matching incidents, and open and overdue ones for every status.
-- $1 to $9: as in incidents.sql; $10, $11, $12: as $15, $16, $17 there (hours, weekdays, start of clocks).
with
open as (
  select
    count(*)::int as open,
    count(*) filter (
      where i.fed_back_at is null
        and clock_start(i.received_at, i.reopened_at, coalesce(i.arrived_at, i.routed_at), $12)
        + make_interval(secs => case
          when i.arrived_at is not null then $9::float8
          when i.routed_at is not null then $8::float8
          else $7::float8
        end) < now()
    )::int as overdue
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
    and ($10::int[] is null or extract(hour from i.received_at at time zone 'Asia/Shanghai') = any ($10::int[]))
    and ($11::int[] is null or extract(isodow from i.received_at at time zone 'Asia/Shanghai') = any ($11::int[]))
)
select
  to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as as_of,
  o.open, o.overdue,
  case $6::text
    when 'open' then o.open
    when 'overdue' then o.overdue
    else (
      select count(*)::int
      from incidents as i
      where ($1::timestamptz is null or i.received_at >= $1::timestamptz)
        and ($2::timestamptz is null or i.received_at <= $2::timestamptz)
        and ($3::text[] is null or i.kind = any ($3::text[]))
        and ($4::text[] is null or i.zone_code = any ($4::text[]))
        and ($5::text[] is null or i.unit_code = any ($5::text[]) or exists (
          select from incident_units as u
          where u.incident_id = i.id and u.unit_code = any ($5::text[]) and u.released_at is null
        ))
        and ($10::int[] is null or extract(hour from i.received_at at time zone 'Asia/Shanghai') = any ($10::int[]))
        and ($11::int[] is null or extract(isodow from i.received_at at time zone 'Asia/Shanghai') = any ($11::int[]))
    ) - case when $6 = 'closed' then o.open else 0 end
  end as matched
from open as o
