-- Segments of all greenways in their order, with their lines in degrees; greenways without segments as one.
select g.id::float8 as greenway, g.name, g.name_en, g.synthetic, g.loop, s.width_m, s.lit, s.bicycle,
  coalesce(s.length_m, g.length_m) as length_m,
  ST_AsGeoJSON(coalesce(s.geom, ST_GeometryN(g.geom, 1)), 6)::json -> 'coordinates' as line
from greenways as g
left join greenway_segments as s on s.greenway_id = g.id
order by g.length_m desc, g.id, s.ordinal, s.id
