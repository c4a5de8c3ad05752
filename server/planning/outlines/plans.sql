-- Plans that the viewer may see on a piece of ground ($1, EPSG:4326); slivers are left out.
with ground as materialized (
  select g.geom, ST_MakeValid(ST_Transform(ST_Segmentize(g.geom, 0.0005), 4549)) as plane
  from (select $1::geometry as geom) as g
),
pieces as (
  select p.id, p.name, p.name_en, p.plan_code, p.state, p.office, p.published_on, p.height_max_m, p.synthetic,
    piece.geom as piece
  from ground as g
  join plans as p on p.geom && g.geom and ST_Intersects(p.geom, g.geom)
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(
    g.plane, ST_MakeValid(ST_Transform(ST_Segmentize(p.geom, 0.0005), 4549))), 3)) as piece
  where ST_Area(piece.geom) >= 1.0 and not ST_IsEmpty(ST_Buffer(piece.geom, -0.4999))
)
select id::text as id, name, name_en, plan_code, state, office, published_on::text as published_on, height_max_m,
  synthetic, sum(ST_Area(piece)) as area_m2,
  json_agg(ST_AsGeoJSON(ST_Transform(piece, 4326), 8)::json order by ST_Area(piece) desc) as overlap
from pieces
group by id, name, name_en, plan_code, state, office, published_on, height_max_m, synthetic
order by area_m2 desc, id
