-- Patrol zones with their incidents of 30 days, their units and how often the three clocks were met.
-- $1, $2, $3: limits of the clocks in seconds: routed, on scene, fed back. $4: true if each clock runs from the
-- previous stage.
with
-- The 30 days end now, or with the last incident if that is more than 30 days ago. So a
-- set of data that has ended still shows its last month. The answer says which.
ends as (
  select case when max(received_at) < now() - interval '30 days' then max(received_at) else now() end as as_of
  from incidents
),
recent as (
  select i.*, e.as_of
  from incidents as i, ends as e
  where i.received_at > e.as_of - interval '30 days' and i.received_at <= e.as_of
),
-- One row for each incident and clock: met, missed (late, or open and overdue), or still running (null).
clocks as (
  select
    r.zone_code, c.clock,
    case
      when c.reached_at is not null then c.reached_at <= c.began_at + make_interval(secs => c.limit_s)
      -- The work ended before this stage.
      when r.state in ('cancelled', 'merged') then null
      when r.as_of > c.began_at + make_interval(secs => c.limit_s) then false
    end as met
  from recent as r
  cross join lateral (
    values
      ('routed', r.routed_at, $1::float8, clock_start(r.received_at, r.reopened_at, null, $4)),
      ('arrived', r.arrived_at, $2::float8, clock_start(r.received_at, r.reopened_at, r.routed_at, $4)),
      ('fed_back', r.fed_back_at, $3::float8,
        clock_start(r.received_at, r.reopened_at, coalesce(r.arrived_at, r.routed_at), $4))
  ) as c (clock, reached_at, limit_s, began_at)
),
attained as (
  select zone_code, clock, count(*) filter (where met) as met, count(*) filter (where not met) as breached
  from clocks
  group by zone_code, clock
),
unit_states as (
  select zone_code, state, count(*) as count from units group by zone_code, state
),
recent_counts as (
  select zone_code, count(*) as count from recent group by zone_code
),
-- All open incidents of any age.
open_counts as (
  select zone_code, count(*) as count
  from incidents
  where closed_at is null and state <> 'closed'
  group by zone_code
)
select
  z.id::float8 as id, z.code, z.name, z.name_en, z.area_m2, z.greenway_length_m, z.synthetic,
  array[ST_XMin(z.geom), ST_YMin(z.geom), ST_XMax(z.geom), ST_YMax(z.geom)] as bbox,
  coalesce(r.count, 0)::int as incidents_30d,
  coalesce(o.count, 0)::int as incidents_open,
  coalesce(
    (select json_object_agg(u.state, u.count) from unit_states as u where u.zone_code = z.code), '{}'
  ) as units,
  coalesce(
    (
      select json_object_agg(a.clock, json_build_object('met', a.met, 'breached', a.breached))
      from attained as a
      where a.zone_code = z.code
    ),
    '{}'
  ) as clocks,
  to_char(e.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as as_of
from patrol_zones as z
cross join ends as e
left join recent_counts as r on r.zone_code = z.code
left join open_counts as o on o.zone_code = z.code
order by z.code
