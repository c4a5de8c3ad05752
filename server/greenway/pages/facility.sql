-- A facility ($1) with the nearest greenway within 2 km.
select f.id::float8 as id, f.kind, f.name, f.name_en, f.opening_hours, f.wheelchair, f.fee, f.phone,
  f.source, f.licence, f.synthetic,
  round(ST_X(f.geom)::numeric, 6)::float8 as lon, round(ST_Y(f.geom)::numeric, 6)::float8 as lat,
  near.greenway
from facilities as f
left join lateral (
  select json_build_object('id', g.id, 'name', g.name, 'name_en', g.name_en,
    'metres', round(ST_Distance(g.geom::geography, f.geom::geography)::numeric)) as greenway
  from greenways as g
  where g.geom && ST_Expand(f.geom, 0.03) and ST_DWithin(g.geom::geography, f.geom::geography, 2000)
  order by ST_Distance(g.geom::geography, f.geom::geography), g.id
  limit 1
) as near on true
where f.id = $1::bigint
