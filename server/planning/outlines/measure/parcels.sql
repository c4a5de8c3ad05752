-- Parcels on outlines ($1: EWKB of polygons in EPSG:4326), one row for each outline and parcel, with plane areas in
-- EPSG:4549. Pieces nowhere 1.0 m wide, or smaller than 1.0 m², are slivers: of the overlap, and of what a
-- mostly covered parcel leaves outside. Shapes are cut in degrees, as in lines.sql.
with
grounds as materialized (
  select g.n::integer as n, g.given::geometry as geom
  from unnest($1::text[]) with ordinality as g (given, n)
),
near as materialized (
  select g.n, g.geom as ground, p.id, p.parcel_code, p.land_use, p.geom,
    ST_Area(ST_Transform(ST_Segmentize(p.geom, 0.0005), 4549)) as parcel_m2,
    p.geom @ g.geom and ST_Covers(g.geom, p.geom) as is_inside
  from grounds as g
  join parcels as p on p.geom && g.geom and ST_Intersects(g.geom, p.geom)
),
shares as materialized (
  select n.*,
    case when n.is_inside then n.geom else ST_CollectionExtract(ST_Intersection(n.ground, n.geom), 3) end as cut
  from near as n
),
pieces as materialized (
  select s.n, s.id, true as inside, piece.geom, ST_Transform(ST_Segmentize(piece.geom, 0.0005), 4549) as plane
  from shares as s
  cross join lateral ST_Dump(s.cut) as piece
),
halves as (
  select p.n, p.id, sum(ST_Area(p.plane)) as m2 from pieces as p group by p.n, p.id
),
outside as materialized (
  select s.n, s.id, false as inside, piece.geom, ST_Transform(ST_Segmentize(piece.geom, 0.0005), 4549) as plane
  from shares as s
  join halves as h on h.n = s.n and h.id = s.id
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Difference(s.geom, s.ground), 3)) as piece
  where not s.is_inside and h.m2 > s.parcel_m2 / 2
),
measured as materialized (
  select p.n, p.id, p.inside, p.geom, ST_Area(p.plane) as m2,
    case
      when ST_Area(p.plane) < 1.0 then true
      when ST_Area(p.plane) > 0.5 * ST_Perimeter(p.plane) + 0.4 * ST_NPoints(p.plane) then false
      else ST_IsEmpty(ST_Buffer(p.plane, -0.4999))
    end as sliver
  from (select * from pieces union all select * from outside) as p
),
sums as (
  select m.n, m.id,
    coalesce(sum(m.m2) filter (where m.inside and not m.sliver), 0) as area_m2,
    coalesce(
      json_agg(json_build_object(
        'inside', m.inside, 'area_m2', m.m2, 'shape', ST_AsGeoJSON(m.geom, 9)::json
      ) order by m.m2 desc)
      -- Less than a thousandth of a square metre is rounding.
      filter (where m.sliver and m.m2 > 0.001),
      '[]'
    ) as slivers
  from measured as m
  group by m.n, m.id
)
select s.n, n.id::text as id, n.parcel_code, n.land_use, n.parcel_m2, s.area_m2, s.slivers
from sums as s
join near as n on n.n = s.n and n.id = s.id
order by s.n, s.area_m2 desc, n.id
