-- Incidents as columns, in the order of receipt. $1, $2: from and to, or null. $3: kinds, or null.
-- $4: the most points that are sent; one more is read, so that the caller sees that there are more.
with
taken as (
  select id, received_at, kind, zone_code, synthetic, geom
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
)
select
  s.epoch,
  count(t.id)::int as count,
  coalesce(bool_or(t.synthetic), false) as synthetic,
  coalesce(to_json(k.kinds), '[]')::text as kinds,
  coalesce(to_json(z.zones), '[]')::text as zones,
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
  )::text as zone
from start as s
cross join kinds as k
cross join zones as z
left join taken as t on true
group by s.epoch, k.kinds, z.zones
