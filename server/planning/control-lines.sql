-- Compares a piece of ground ($1, a polygon in EPSG:4326) with the control lines and their coverages on a day
-- ($3), as the database had them at a moment ($4). Returns one row for each kind of $2, and for each other kind
-- that has lines there or a coverage anywhere: the parts of its overlaps, the coverages on the ground, and the
-- rule of the kind. Areas are plane areas in EPSG:4549.
-- Long edges are densified before the transformation, because two outlines that touch in degrees would
-- otherwise overlap by square metres in the plane.
with
ground as materialized (
  select g.geom, g.plane, ST_Area(g.plane) as m2
  from (
    select asked.geom, ST_MakeValid(ST_Transform(ST_Segmentize(asked.geom, 0.0005), 4549)) as plane
    from (select $1::geometry as geom) as asked
  ) as g
),
-- Lines near the ground, clipped first, because a red line of a county has many vertices.
touching as materialized (
  select
    c.id, c.kind, c.name, c.name_en, c.severity, c.height_limit_m, c.legal_status, c.valid_from, c.valid_to,
    c.office, c.document, c.source, c.synthetic, c.version_since,
    coalesce(c.valid_from <= $3::date, true) and coalesce(c.valid_to >= $3::date, true) as in_force,
    ST_MakeValid(
      ST_Transform(
        ST_Segmentize(
          ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(c.geom, ST_Expand(g.geom, 0.001))), 3),
          0.0005
        ),
        4549
      )
    ) as plane
  from ground as g
  cross join lateral control_lines_at($4::timestamptz, g.geom) as c
  where ST_Intersects(c.geom, g.geom)
),
pieces as (
  select t.*, piece.geom as piece, ST_Area(piece.geom) as piece_m2
  from ground as g
  cross join touching as t
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(g.plane, t.plane), 3)) as piece
),
-- A part that vanishes when 0.5 m is removed on all sides is nowhere 1.0 m wide; the tenth of a millimetre
-- keeps one of exactly 1.0 m. Most parts have a point that is farther inside, which is found faster.
measured as materialized (
  select
    m.*,
    case
      when m.piece_m2 < 1.0 then 'area'
      when ST_Distance(ST_PointOnSurface(m.piece), ST_Boundary(m.piece)) > 0.5 then null
      when ST_IsEmpty(ST_Buffer(m.piece, -0.4999)) then 'width'
    end as sliver
  from pieces as m
),
-- Lines of one kind may overlap one another; the kind's area counts each place once.
areas as (
  select m.kind, case when count(*) = 1 then sum(m.piece_m2) else ST_Area(ST_Union(m.piece)) end as m2
  from measured as m
  where m.sliver is null and m.in_force
  group by m.kind
),
known as materialized (
  select distinct c.kind
  from coverages_at($4::timestamptz, ST_MakeEnvelope(-180, -90, 180, 90, 4326)) as c
  where c.layer = 'control_lines' and c.kind is not null
),
kinds as materialized (
  select kind, ordinal from unnest($2::text[]) with ordinality as k (kind, ordinal)
  union all
  select other.kind, null
  from (select kind from known union select kind from touching) as other
  where other.kind <> all($2::text[])
),
-- Null in `part` stands for the whole ground, so that its area is not computed again for each kind.
covering as materialized (
  select
    c.id, c.kind, c.name, c.name_en, c.surveyed_on, c.surveyed_by, c.document, c.since, c.until, c.source,
    c.synthetic, c.version_since,
    case
      when not ST_Covers(c.geom, g.geom) then
        ST_CollectionExtract(
          ST_Intersection(
            g.plane,
            ST_MakeValid(
              ST_Transform(
                ST_Segmentize(
                  ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(c.geom, ST_Expand(g.geom, 0.001))), 3), 0.0005
                ),
                4549
              )
            )
          ),
          3
        )
    end as part
  from ground as g
  cross join lateral coverages_at($4::timestamptz, g.geom) as c
  where ST_Intersects(c.geom, g.geom)
    and c.layer = 'control_lines'
    and coalesce(c.since <= $3::date, true) and coalesce(c.until >= $3::date, true)
),
-- A coverage without a kind is one of each kind. Equality joins, because the planner knows no other fast way.
of_kinds as (
  select c.kind as of_kind, c.* from covering as c where c.kind is not null
  union all
  select k.kind, c.* from covering as c cross join kinds as k where c.kind is null
),
-- What is covered, or left, nowhere 1.0 m wide counts as nothing: outlines of surveys never match exactly.
covered as (
  select
    c.of_kind as kind,
    case
      when bool_or(c.part is null) then (select m2 from ground)
      when ST_IsEmpty(ST_Buffer(ST_Difference((select plane from ground), ST_Union(c.part)), -0.4999))
        then (select m2 from ground)
      when ST_IsEmpty(ST_Buffer(ST_Union(c.part), -0.4999)) then 0
      else ST_Area(ST_Union(c.part))
    end as m2,
    json_agg(json_build_object(
      'id', c.id, 'name', c.name, 'name_en', c.name_en, 'surveyed_on', c.surveyed_on,
      'surveyed_by', c.surveyed_by, 'document', c.document, 'since', c.since, 'until', c.until,
      'source', c.source, 'synthetic', c.synthetic, 'version_since', c.version_since,
      'area_m2', case when c.part is null then (select m2 from ground) else ST_Area(c.part) end
    ) order by c.id) as coverages
  from of_kinds as c
  group by c.of_kind
)
select
  k.kind, g.m2 as ground_m2, coalesce(areas.m2, 0) as area_m2, coalesce(covered.m2, 0) as covered_m2,
  coalesce(covered.coverages, '[]') as coverages,
  (
    select coalesce(json_agg(json_build_object(
      'id', m.id, 'name', m.name, 'name_en', m.name_en, 'severity', m.severity,
      'legal_status', m.legal_status, 'valid_from', m.valid_from, 'valid_to', m.valid_to, 'office', m.office,
      'document', m.document, 'height_limit_m', m.height_limit_m, 'source', m.source,
      'synthetic', m.synthetic, 'version_since', m.version_since, 'in_force', m.in_force, 'sliver', m.sliver, 'piece_m2', m.piece_m2,
      'overlap', ST_AsGeoJSON(ST_Transform(m.piece, 4326), 8)::json
    ) order by m.id, m.piece_m2 desc, m.piece), '[]')
    from measured as m
    where m.kind = k.kind
  ) as pieces,
  (
    select json_build_object(
      'article', json_build_object('zh', r.article_zh, 'en', r.article_en),
      'advice', json_build_object('zh', r.advice_zh, 'en', r.advice_en))
    from control_rule_at(k.kind, $3::date, $4::timestamptz) as r
  ) as rule
from kinds as k
cross join ground as g
left join areas on areas.kind = k.kind
left join covered on covered.kind = k.kind
order by k.ordinal nulls last, k.kind
