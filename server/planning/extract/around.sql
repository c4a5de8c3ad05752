-- What lies on and around a piece of ground ($1, a polygon in EPSG:4326), as it was at a moment ($2), in one row
-- of JSON: plans, parcels, buildings, and what their coverages cover. Areas are plane areas in EPSG:4549, as in
-- control-lines.sql.
with
ground as materialized (
  select g.geom, g.plane, ST_Area(g.plane) as m2
  from (
    select asked.geom, ST_MakeValid(ST_Transform(ST_Segmentize(asked.geom, 0.0005), 4549)) as plane
    from (select $1::geometry as geom) as asked
  ) as g
),
near as materialized (
  select
    'parcels' as layer, p.id, p.version_since, p.synthetic, p.source,
    jsonb_build_object(
      'code', p.parcel_code, 'land_use', p.land_use, 'land_use_detail', p.land_use_detail, 'state', p.state
    ) as facts,
    p.geom
  from ground as g
  cross join lateral parcels_at($2::timestamptz, ST_Expand(g.geom, 0.00001)) as p
  union all
  select
    'plans', p.id, p.version_since, p.synthetic, p.source,
    jsonb_build_object(
      'code', p.plan_code, 'name', p.name, 'name_en', p.name_en, 'state', p.state, 'land_use', p.land_use,
      'land_use_detail', p.land_use_detail, 'far', p.far, 'height_max_m', p.height_max_m,
      'green_ratio_min', p.green_ratio_min, 'office', p.office, 'revised_on', p.revised_on,
      'published_on', p.published_on
    ),
    p.geom
  from ground as g
  cross join lateral plans_at($2::timestamptz, g.geom) as p
  union all
  select
    'buildings', b.id, b.version_since, b.synthetic, b.source,
    jsonb_build_object('kind', b.kind, 'height_m', b.height_m, 'levels', b.levels),
    b.geom
  from ground as g
  cross join lateral buildings_at($2::timestamptz, g.geom) as b
),
planes as materialized (
  select
    n.*,
    ST_MakeValid(ST_Transform(ST_Segmentize(
      case
        when n.geom @ ST_Expand(g.geom, 0.002) then n.geom
        else ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(n.geom, ST_Expand(g.geom, 0.001))), 3)
      end, 0.0005), 4549)) as plane
  from near as n
  cross join ground as g
),
pieces as materialized (
  select p.*, ST_CollectionExtract(ST_Intersection(g.plane, p.plane), 3) as piece
  from planes as p
  cross join ground as g
),
-- A part that vanishes when 0.5 m is removed on all sides is nowhere 1.0 m wide.
measured as materialized (
  select
    p.*, ST_Area(p.piece) as m2,
    ST_Area(p.piece) >= 1.0 and not ST_IsEmpty(ST_Buffer(p.piece, -0.4999)) as counts
  from pieces as p
),
coverage as (
  select
    c.layer,
    least(g.m2, sum(ST_Area(ST_Intersection(g.plane, ST_MakeValid(ST_Transform(ST_Segmentize(
      ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(c.geom, ST_Expand(g.geom, 0.001))), 3), 0.0005), 4549)))))) as m2
  from ground as g
  cross join lateral coverages_at($2::timestamptz, g.geom) as c
  where c.layer in ('plans', 'parcels')
    and coalesce(c.since <= $3::date, true) and coalesce(c.until >= $3::date, true)
  group by c.layer, g.m2
)
select
  g.m2 as ground_m2,
  coalesce((select m2 from coverage where layer = 'plans'), 0) as plans_covered_m2,
  coalesce((select m2 from coverage where layer = 'parcels'), 0) as parcels_covered_m2,
  coalesce((select ST_Area(ST_Union(m.piece)) from measured as m where m.layer = 'plans' and m.counts), 0)
    as plans_m2,
  ST_AsGeoJSON(g.geom, 8)::json as outline,
  ST_X(ST_PointOnSurface(g.geom)) as lon, ST_Y(ST_PointOnSurface(g.geom)) as lat,
  (
    select coalesce(json_agg(m.facts || jsonb_build_object(
      'layer', m.layer, 'id', m.id, 'version_since', m.version_since, 'synthetic', m.synthetic,
      'source', m.source, 'area_m2', m.m2, 'counts', m.counts,
      'overlap', case when m.layer = 'plans' then ST_AsGeoJSON(ST_Transform(m.piece, 4326), 8)::jsonb end,
      'footprint_m2', case when m.layer = 'buildings' then ST_Area(m.plane) end
    ) order by m.layer, m.id), '[]')
    from measured as m
    where m.m2 > 0 and not ST_IsEmpty(m.piece)
  ) as overlapping,
  (
    select coalesce(json_agg(n.facts || jsonb_build_object(
      'id', n.id, 'version_since', n.version_since, 'synthetic', n.synthetic, 'shared_m', n.shared_m
    ) order by n.shared_m desc, n.id), '[]')
    from (
      select
        m.*,
        -- The buffer is 0.3 m longer than the border at both ends.
        greatest(0, ST_Length(ST_Intersection(ST_Boundary(m.plane), ST_Buffer(g.plane, 0.3))) - 0.6) as shared_m
      from measured as m
      where m.layer = 'parcels' and not m.counts and ST_DWithin(m.plane, g.plane, 0.3)
    ) as n
  ) as neighbours
from ground as g
