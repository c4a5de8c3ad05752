-- Possible duplicates of a report: incidents near its place and time. $1, $2: longitude, latitude; $3: time;
-- $4: metres; $5: minutes; $6: an incident to exclude, or null.
with place as (select ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) as geom)
select
  i.id::float8 as id, i.number, i.kind, i.state, i.words, i.unit_code,
  to_char(i.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as received_at,
  round(ST_X(i.geom)::numeric, 6)::float8 as lon, round(ST_Y(i.geom)::numeric, 6)::float8 as lat,
  ST_DistanceSphere(i.geom, place.geom) as metres,
  abs(extract(epoch from i.received_at - $3::timestamptz))::float8 / 60 as minutes
from incidents as i, place
where i.geom && ST_Expand(place.geom, $4::float8 / 90000, $4::float8 / 110000)
  and i.received_at between $3::timestamptz - make_interval(mins => $5::int)
    and $3::timestamptz + make_interval(mins => $5::int)
  and i.state not in ('merged', 'cancelled')
  and i.id is distinct from $6::bigint
  and ST_DistanceSphere(i.geom, place.geom) <= $4::float8
order by metres
limit 200
