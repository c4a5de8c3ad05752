-- Incidents as columns, in the order of receipt. $1, $2: from and to, or null. $3: kinds, or null.
-- $4: maximum points; one more is read, which tells the caller that there are more.
-- $5, $6, $7: limits of the clocks in seconds: routed, on scene, fed back. $8: true if each clock runs from the
-- previous stage. Clocks that a cancelled or merged incident has not reached are 'running'.
with
taken as (
  select
    id, received_at, kind, zone_code, synthetic, geom,
    concat_ws(
      ',',
      case
        when routed_at <= clock_start(received_at, reopened_at, null, $8) + make_interval(secs => $5::float8) then 'met'
        when routed_at is null and (now() <= clock_start(received_at, reopened_at, null, $8) + make_interval(secs => $5::float8) or state in ('cancelled', 'merged'))
          then 'running'
        else 'breached'
      end,
      case
        when arrived_at <= clock_start(received_at, reopened_at, routed_at, $8) + make_interval(secs => $6::float8) then 'met'
        when arrived_at is null and (now() <= clock_start(received_at, reopened_at, routed_at, $8) + make_interval(secs => $6::float8) or state in ('cancelled', 'merged'))
          then 'running'
        else 'breached'
      end,
      case
        when fed_back_at <= clock_start(received_at, reopened_at, coalesce(arrived_at, routed_at), $8) + make_interval(secs => $7::float8) then 'met'
        when fed_back_at is null and (now() <= clock_start(received_at, reopened_at, coalesce(arrived_at, routed_at), $8) + make_interval(secs => $7::float8) or state in ('cancelled', 'merged'))
          then 'running'
        else 'breached'
      end
    ) as outcome
  from incidents
  where ($1::timestamptz is null or received_at >= $1::timestamptz)
    and ($2::timestamptz is null or received_at <= $2::timestamptz)
    and ($3::text[] is null or kind = any($3::text[]))
  order by received_at, id
  limit $4::int + 1
),
start as (
  select floor(extract(epoch from min(received_at)))::float8 as epoch from taken
),
kinds as (
  select array_agg(distinct kind order by kind) as kinds from taken
),
zones as (
  select array_agg(distinct zone_code order by zone_code) filter (where zone_code is not null) as zones from taken
),
outcomes as (
  select array_agg(distinct outcome order by outcome) as outcomes from taken
)
select
  s.epoch,
  count(t.id)::int as count,
  coalesce(bool_or(t.synthetic), false) as synthetic,
  coalesce(to_json(k.kinds), '[]')::text as kinds,
  coalesce(to_json(z.zones), '[]')::text as zones,
  coalesce(
    (select json_agg(string_to_array(one, ',') order by one) from unnest(c.outcomes) as one), '[]'
  )::text as outcomes,
  coalesce(json_agg(t.id order by t.received_at, t.id) filter (where t.id is not null), '[]')::text as id,
  coalesce(json_agg(round(ST_X(t.geom)::numeric, 6) order by t.received_at, t.id) filter (where t.id is not null), '[]')::text as lon,
  coalesce(json_agg(round(ST_Y(t.geom)::numeric, 6) order by t.received_at, t.id) filter (where t.id is not null), '[]')::text as lat,
  coalesce(
    json_agg(floor(extract(epoch from t.received_at) - s.epoch::numeric)::int order by t.received_at, t.id)
      filter (where t.id is not null),
    '[]'
  )::text as received_s,
  coalesce(
    json_agg(array_position(k.kinds, t.kind) - 1 order by t.received_at, t.id) filter (where t.id is not null),
    '[]'
  )::text as kind,
  coalesce(
    json_agg(coalesce(array_position(z.zones, t.zone_code) - 1, -1) order by t.received_at, t.id)
      filter (where t.id is not null),
    '[]'
  )::text as zone,
  coalesce(
    json_agg(array_position(c.outcomes, t.outcome) - 1 order by t.received_at, t.id) filter (where t.id is not null),
    '[]'
  )::text as outcome
from start as s
cross join kinds as k
cross join zones as z
cross join outcomes as c
left join taken as t on true
group by s.epoch, k.kinds, z.zones, c.outcomes
