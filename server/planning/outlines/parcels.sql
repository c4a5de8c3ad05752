-- Parcels on a piece of ground ($1, EPSG:4326) with plane areas in EPSG:4549. Pieces nowhere 1.0 m wide, or
-- smaller than 1.0 m², are slivers: of the overlap, and of what a nearly covered parcel leaves outside.
with
ground as materialized (
  select g.geom, ST_MakeValid(ST_Transform(ST_Segmentize(g.geom, 0.0005), 4549)) as plane
  from (select $1::geometry as geom) as g
),
near as materialized (
  select p.id, p.parcel_code, p.land_use,
    ST_MakeValid(ST_Transform(ST_Segmentize(p.geom, 0.0005), 4549)) as parcel, g.plane
  from ground as g
  join parcels as p on p.geom && g.geom and ST_Intersects(p.geom, g.geom)
),
pieces as (
  select n.id, true as inside, piece.geom as piece
  from near as n
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(n.parcel, n.plane), 3)) as piece
  union all
  select n.id, false, piece.geom
  from near as n
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Difference(n.parcel, n.plane), 3)) as piece
),
measured as materialized (
  select m.*, ST_Area(m.piece) as m2,
    -- A point farther inside than 0.5 m is found faster than the buffer, and most pieces have one.
    case
      when ST_Area(m.piece) < 1.0 then true
      when ST_Distance(ST_PointOnSurface(m.piece), ST_Boundary(m.piece)) > 0.5 then false
      else ST_IsEmpty(ST_Buffer(m.piece, -0.4999))
    end as sliver
  from pieces as m
)
select n.id::text as id, n.parcel_code, n.land_use, ST_Area(n.parcel) as parcel_m2,
  coalesce(sum(m.m2) filter (where m.inside and not m.sliver), 0) as area_m2,
  coalesce(
    json_agg(json_build_object(
      'inside', m.inside, 'area_m2', m.m2,
      'shape', ST_AsGeoJSON(ST_Transform(m.piece, 4326), 9)::json
    ) order by m.m2 desc)
    -- Less than a thousandth of a square metre is rounding.
    filter (where m.sliver and m.m2 > 0.001),
    '[]'
  ) as slivers
from near as n
join measured as m on m.id = n.id
group by n.id, n.parcel_code, n.land_use, n.parcel
order by area_m2 desc, n.id
