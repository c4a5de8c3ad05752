-- Plans that the viewer may see on outlines ($1: EWKB of polygons in EPSG:4326), one row for each outline and plan;
-- slivers are left out.
with
grounds as materialized (
  select g.n::integer as n, g.given::geometry as geom
  from unnest($1::text[]) with ordinality as g (given, n)
),
pieces as materialized (
  select g.n, p.id, piece.geom, ST_Transform(ST_Segmentize(piece.geom, 0.0005), 4549) as plane
  from grounds as g
  join plans as p on p.geom && g.geom and ST_Intersects(g.geom, p.geom)
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(g.geom, p.geom), 3)) as piece
),
shares as (
  select n, id, sum(ST_Area(plane)) as area_m2,
    json_agg(ST_AsGeoJSON(geom, 8)::json order by ST_Area(plane) desc) as overlap
  from pieces
  where ST_Area(plane) >= 1.0 and not ST_IsEmpty(ST_Buffer(plane, -0.4999))
  group by n, id
)
select o.n, p.id::text as id, p.name, p.name_en, p.plan_code, p.state, p.office,
  p.published_on::text as published_on, p.height_max_m, p.synthetic, o.area_m2, o.overlap
from shares as o
join plans as p on p.id = o.id
order by o.n, o.area_m2 desc, p.id
