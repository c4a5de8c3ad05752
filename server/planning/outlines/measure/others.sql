-- Checked outlines of other sets ($2 is the own one) that the viewer may see on outlines ($1: EWKB of polygons in
-- EPSG:4326), one row for each pair; slivers are left out.
with
grounds as materialized (
  select g.n::integer as n, g.given::geometry as geom
  from unnest($1::text[]) with ordinality as g (given, n)
),
pieces as materialized (
  select g.n, o.set_id, o.ordinal, s.name || ' · ' || (o.result ->> 'name') as name, piece.geom,
    ST_Transform(ST_Segmentize(piece.geom, 0.0005), 4549) as plane
  from grounds as g
  join outline_results as o on o.geom && g.geom and ST_Intersects(g.geom, o.geom) and o.set_id <> $2::uuid
  join outline_sets as s on s.id = o.set_id and s.expires_at > now()
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(g.geom, o.geom), 3)) as piece
)
select n, set_id || '/' || ordinal as id, name, sum(ST_Area(plane)) as area_m2,
  json_agg(ST_AsGeoJSON(geom, 8)::json order by ST_Area(plane) desc) as overlap
from pieces
where ST_Area(plane) >= 1.0 and not ST_IsEmpty(ST_Buffer(plane, -0.4999))
group by n, set_id, ordinal, name
order by n, area_m2 desc, id
