-- Places on a square grid in EPSG:4549 within land cover of built kinds, each once, and the whole built area. $1:
-- most places; the step is at least 50 m.
with built as materialized (
  select ST_Transform(geom, 4549) as plane
  from land_cover
  where kind in ('residential', 'commercial', 'industrial', 'education')
),
whole as (
  select sum(ST_Area(plane)) as built_m2, greatest(50, ceil(sqrt(sum(ST_Area(plane)) / $1::int))) as step_m from built
),
places as (
  select distinct ST_Centroid(cell.geom) as place
  from built
  cross join whole
  cross join lateral ST_SquareGrid(whole.step_m, built.plane) as cell
  where ST_Intersects(built.plane, ST_Centroid(cell.geom))
)
select whole.built_m2, whole.step_m,
  (
    select json_agg(json_build_array(ST_X(p), ST_Y(p)))
    from (select ST_Transform(place, 4326) as p from places) as degrees
  ) as places
from whole
where whole.built_m2 > 0
