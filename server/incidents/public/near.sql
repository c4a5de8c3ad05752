-- Open reports about the state of a place near a point, for whoever is about to report the same. $1, $2:
-- longitude and latitude; $3: metres; $4: kinds; $5: days; $6: an incident that must be among them, or null.
with place as (select ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) as geom)
select i.id::float8 as id, i.kind, i.state, i.synthetic,
  to_char(i.received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as reported_on,
  (round(ST_DistanceSphere(i.geom, place.geom)::numeric / 10) * 10)::int as metres
from incidents as i, place
where i.geom && ST_Expand(place.geom, $3::float8 / 90000, $3::float8 / 110000)
  and ST_DistanceSphere(i.geom, place.geom) <= $3::float8
  and i.kind = any ($4::text[])
  and i.state not in ('closed', 'cancelled', 'merged')
  and i.received_at > now() - make_interval(days => $5::int)
  and ($6::bigint is null or i.id = $6::bigint)
order by ST_DistanceSphere(i.geom, place.geom), i.id
limit 5
