-- Checked outlines of other sets ($2 is the own one) that the viewer may see on a piece of ground ($1).
with ground as materialized (
  select g.geom, ST_MakeValid(ST_Transform(ST_Segmentize(g.geom, 0.0005), 4549)) as plane
  from (select $1::geometry as geom) as g
),
pieces as (
  select o.set_id, o.ordinal, s.name, o.result ->> 'name' as outline, piece.geom as piece
  from ground as g
  join outline_results as o on o.geom && g.geom and ST_Intersects(o.geom, g.geom) and o.set_id <> $2::uuid
  join outline_sets as s on s.id = o.set_id and s.expires_at > now()
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(
    g.plane, ST_MakeValid(ST_Transform(ST_Segmentize(o.geom, 0.0005), 4549))), 3)) as piece
  where ST_Area(piece.geom) >= 1.0 and not ST_IsEmpty(ST_Buffer(piece.geom, -0.4999))
)
select set_id || '/' || ordinal as id, name || ' · ' || outline as name, sum(ST_Area(piece)) as area_m2,
  json_agg(ST_AsGeoJSON(ST_Transform(piece, 4326), 8)::json order by ST_Area(piece) desc) as overlap
from pieces
group by set_id, ordinal, name, outline
order by area_m2 desc, id
