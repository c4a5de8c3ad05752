-- What coverages of control lines in force on a day ($2) cover of outlines ($1: EWKB of polygons in EPSG:4326), in
-- one row: `surveys` are shapes with their kinds (null for all of $3), which are often shared by many kinds; `whole`
-- tells which surveys cover an outline; `partly` measures kinds of which a survey covers a part, in m² of EPSG:4549.
with
grounds as materialized (
  select g.n::integer as n, g.given::geometry as geom
  from unnest($1::text[]) with ordinality as g (given, n)
),
surveys as materialized (
  select row_number() over () as number, s.geom, s.kinds
  from (
    select c.geom, case when bool_or(c.kind is null) then null else array_agg(distinct c.kind) end as kinds
    from coverages as c
    where c.layer = 'control_lines'
      and coalesce(c.since <= $2::date, true) and coalesce(c.until >= $2::date, true)
    group by c.geom
  ) as s
),
-- A survey at a time, so that its shape is prepared once for all outlines.
covering as materialized (
  select s.number, s.kinds, c.n, c.part
  from surveys as s
  cross join lateral (
    select g.n,
      case
        when g.geom @ s.geom and ST_Covers(s.geom, g.geom) then null
        else ST_CollectionExtract(ST_Intersection(
          g.geom, ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(s.geom, ST_Expand(g.geom, 0.001))), 3)), 3)
      end as part
    from grounds as g
    where g.geom && s.geom and ST_Intersects(s.geom, g.geom)
    offset 0
  ) as c
),
parts as materialized (
  select c.n, kind, ST_Transform(ST_Segmentize(ST_Union(c.part), 0.0005), 4549) as plane
  from covering as c
  cross join lateral unnest(coalesce(c.kinds, $3::text[])) as kind
  where c.part is not null
  group by c.n, kind
),
-- What is covered, or left, nowhere 1.0 m wide counts as nothing: outlines of surveys never match exactly.
partly as (
  select p.n, p.kind,
    case
      when ST_IsEmpty(ST_Buffer(ST_Difference(g.plane, p.plane), -0.4999)) then ST_Area(g.plane)
      when ST_IsEmpty(ST_Buffer(p.plane, -0.4999)) then 0
      else ST_Area(p.plane)
    end as m2
  from parts as p
  join grounds on grounds.n = p.n
  cross join lateral (
    select ST_MakeValid(ST_Transform(ST_Segmentize(grounds.geom, 0.0005), 4549)) as plane offset 0
  ) as g
)
select
  (select array_agg(ST_Area(ST_Transform(ST_Segmentize(geom, 0.0005), 4549)) order by n) from grounds) as grounds_m2,
  (
    select coalesce(json_agg(json_build_object('number', number, 'kinds', kinds)), '[]')
    from surveys
    where number in (select number from covering where part is null)
  ) as surveys,
  (
    select coalesce(json_agg(json_build_object('n', n, 'surveys', numbers)), '[]')
    from (select n, array_agg(number order by number) as numbers from covering where part is null group by n) as w
  ) as whole,
  (select coalesce(json_agg(json_build_object('n', n, 'kind', kind, 'm2', m2)), '[]') from partly) as partly
