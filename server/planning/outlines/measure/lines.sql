-- Overlaps of outlines ($1: EWKB of polygons in EPSG:4326) with control lines, one row for each outline and line.
-- `n` is the place in $1, from 1; a line is in force on a day ($2). Shapes are cut in degrees, where outlines
-- that touch have equal coordinates, and measured in the plane of EPSG:4549, long edges densified before.
with
grounds as materialized (
  select g.n::integer as n, g.given::geometry as geom
  from unnest($1::text[]) with ordinality as g (given, n)
),
pairs as materialized (
  select g.n, p.line_id, (array_agg(g.geom))[1] as geom, array_agg(p.geom) as parts
  from grounds as g
  join control_line_parts as p on p.geom && g.geom and ST_Intersects(g.geom, p.geom)
  group by g.n, p.line_id
),
-- Cutting is dear: a part that lies wholly inside, or around, is taken as it is. If an outline meets several
-- parts, uniting what is cut from each takes longer than clipping the line, unless the line is very long.
shares as materialized (
  select g.n, g.line_id,
    case
      when cardinality(g.parts) = 1 then case
        when g.geom @ g.parts[1] and ST_Covers(g.parts[1], g.geom) then g.geom
        when g.parts[1] @ g.geom and ST_Covers(g.geom, g.parts[1]) then g.parts[1]
        else ST_CollectionExtract(ST_Intersection(g.geom, g.parts[1]), 3)
      end
      when pg_column_size(c.geom) < 65536 then (
        select ST_CollectionExtract(ST_Intersection(
          g.geom,
          case when ST_IsValid(near.geom) then near.geom else ST_CollectionExtract(ST_MakeValid(near.geom), 3) end
        ), 3)
        from (select ST_ClipByBox2D(c.geom, ST_Expand(g.geom, 0.00001)) as geom offset 0) as near
      )
      else (
        select ST_Union(ST_CollectionExtract(ST_Intersection(g.geom, part), 3)) from unnest(g.parts) as part
      )
    end as geom
  from pairs as g
  join control_lines as c on c.id = g.line_id
),
planes as materialized (
  select o.n, o.line_id, piece.geom, ST_Transform(ST_Segmentize(piece.geom, 0.0005), 4549) as plane
  from shares as o
  cross join lateral ST_Dump(o.geom) as piece
),
-- As in control-lines.sql. A piece whose area is larger than a strip of 0.5 m along its boundary, with room for
-- its corners, is somewhere wider than 1 m, which needs no geometry engine.
measured as materialized (
  select p.*, ST_Area(p.plane) as m2,
    case
      when ST_Area(p.plane) < 1.0 then 'area'
      when ST_Area(p.plane) > 0.5 * ST_Perimeter(p.plane) + 0.4 * ST_NPoints(p.plane) then null
      when ST_IsEmpty(ST_Buffer(p.plane, -0.4999)) then 'width'
    end as sliver
  from planes as p
),
lines as (
  select m.n, m.line_id, sum(m.m2) filter (where m.sliver is null) as m2,
    ST_Collect(m.plane) filter (where m.sliver is null) as plane,
    json_agg(json_build_object(
      'sliver', m.sliver, 'piece_m2', m.m2, 'overlap', ST_AsGeoJSON(m.geom, 8)::json
    ) order by m.m2 desc, m.geom) as pieces
  from measured as m
  group by m.n, m.line_id
),
named as materialized (
  select l.*, c.id, c.kind, c.name, c.name_en, c.severity, c.legal_status, c.valid_from, c.valid_to, c.office,
    c.document, c.height_limit_m, c.source, c.synthetic, c.version_since,
    coalesce(c.valid_from <= $2::date, true) and coalesce(c.valid_to >= $2::date, true) as in_force
  from lines as l
  -- Row by row, by the index.
  cross join lateral (select * from control_lines where id = l.line_id offset 0) as c
),
-- Lines of one kind may overlap one another; the kind's area counts each place once. A line that fills the outline
-- leaves nothing to the others.
kinds as (
  select l.n, l.kind,
    case
      when count(*) = 1 then sum(l.m2)
      when max(l.m2) >= (
        select ST_Area(ST_Transform(ST_Segmentize(g.geom, 0.0005), 4549)) from grounds as g where g.n = l.n
      ) - 0.001 then max(l.m2)
      else ST_Area(ST_UnaryUnion(ST_Collect(l.plane)))
    end as m2
  from named as l
  where l.in_force and l.m2 is not null
  group by l.n, l.kind
)
select
  l.n, l.id, l.kind, l.name, l.name_en, l.severity, l.legal_status, l.valid_from::text as valid_from,
  l.valid_to::text as valid_to, l.office, l.document, l.height_limit_m, l.source, l.synthetic,
  l.version_since::text as version_since, l.in_force, l.pieces, coalesce(k.m2, 0) as kind_m2
from named as l
left join kinds as k on k.n = l.n and k.kind = l.kind
order by l.n, l.id
