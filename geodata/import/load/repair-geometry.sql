-- Makes areas valid and returns what was wrong with each. A ring is the area that it winds around, a part its
-- shell minus its holes, an area the union of its parts. So both lobes of a bow-tie are kept, overlapping
-- parts are united, and a hole counts only inside its part. Valid areas are not changed. $1: JSON array of
-- layers.
with geos as (
  -- From GEOS 3.10, an area that a ring winds around twice is kept; before, it becomes a hole.
  select string_to_array(split_part(postgis_geos_version(), '-', 1), '.')::integer[] >= '{3,10}' as by_structure
),
broken as materialized (
  select line, geom
  from import_features
  where $1::text::jsonb ? layer and ST_Dimension(geom) = 2 and not ST_IsValid(geom)
),
ring as materialized (
  select broken.line, part.path[1] as part, ring.path[1] as number,
    not ST_IsSimple(ST_ExteriorRing(ring.geom)) as crosses,
    ST_CollectionExtract(
      case when by_structure then ST_MakeValid(ring.geom, 'method=structure') else ST_MakeValid(ring.geom) end, 3
    ) as geom
  from geos, broken, ST_Dump(broken.geom) as part, ST_DumpRings(part.geom) as ring
),
hole as (
  select line, part, ST_Union(geom) as geom, sum(ST_Area(geom)) as single
  from ring
  where number > 0
  group by line, part
),
part as materialized (
  select shell.line,
    case when hole.geom is null then shell.geom else ST_Difference(shell.geom, hole.geom) end as geom,
    coalesce(ST_Area(ST_Difference(hole.geom, shell.geom)) > 1e-9 * ST_Area(hole.geom), false) as hole_sticks_out,
    coalesce(hole.single > (1 + 1e-9) * ST_Area(hole.geom), false) as holes_overlap
  from ring as shell left join hole using (line, part)
  where shell.number = 0
),
united as materialized (
  select line, ST_Multi(ST_CollectionExtract(ST_Union(geom), 3)) as geom, sum(ST_Area(geom)) as single,
    bool_or(hole_sticks_out) as hole_sticks_out, bool_or(holes_overlap) as holes_overlap
  from part
  group by line
),
crossing as (select line, bool_or(crosses) as crosses from ring group by line)
update import_features as staged
set geom = united.geom, repaired = true
from broken join united using (line) join crossing using (line)
where staged.line = broken.line
returning staged.layer, staged.source_id,
  array_remove(array[
    case when united.single > (1 + 1e-9) * ST_Area(united.geom) then 'parts_overlap' end,
    case when united.hole_sticks_out then 'hole_sticks_out' end,
    case when united.holes_overlap then 'holes_overlap' end,
    case when crossing.crosses then 'ring_crosses' end
  ], null) as reasons,
  ST_Area(ST_Transform(broken.geom, 4549)) as before, ST_Area(ST_Transform(united.geom, 4549)) as after,
  ST_X(location(ST_IsValidDetail(broken.geom))) as longitude,
  ST_Y(location(ST_IsValidDetail(broken.geom))) as latitude
