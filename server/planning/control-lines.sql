-- Intersects a parcel ($1) with the control lines. Returns one row for each part of an overlap, and one
-- without a part for each kind of $2 without overlap. Areas are plane areas in EPSG:4549. Long edges are
-- densified before the transformation, because two outlines that touch in degrees would otherwise overlap by
-- square metres in the plane.
with
parcel as materialized (
  select id, geom, ST_Transform(ST_Segmentize(geom, 0.0005), 4549) as plane
  from parcels
  where id = $1::bigint
),
kinds as (
  select kind, ordinal from unnest($2::text[]) with ordinality as k (kind, ordinal)
),
-- Towns with more than a hundredth of the parcel, because outlines of towns and parcels do not match exactly;
-- the counties if no town is known.
around as materialized (
  select a.kind in ('town', 'subdistrict') as is_town, a.geom
  from parcel as p
  join administrative_areas as a on a.geom && p.geom and ST_Intersects(a.geom, p.geom)
  where a.kind in ('town', 'subdistrict', 'county')
    and ST_Area(ST_Intersection(a.geom, p.geom)) > 0.01 * ST_Area(p.geom)
),
areas as materialized (
  select geom from around where is_town or not exists (select from around where is_town)
),
-- A kind is known if every town of the parcel has a line of it. Otherwise it is no data, and never clear:
-- lines on both sides say nothing about the ground between.
known as (
  select k.kind
  from kinds as k
  where exists (select from areas)
    and not exists (
      select
      from areas as a
      where not exists (
        select
        from control_lines as c
        where c.kind = k.kind
          and c.geom && a.geom and ST_Intersects(c.geom, a.geom) and not ST_Touches(c.geom, a.geom)
      )
    )
),
-- Lines near the parcel, clipped first, because a red line of a county has many vertices.
touching as materialized (
  select
    c.*,
    -- By the date in China.
    coalesce(c.valid_from <= today.date, true) and coalesce(c.valid_to >= today.date, true) as in_force,
    ST_Transform(
      ST_Segmentize(
        ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(c.geom, ST_Expand(p.geom, 0.001))), 3),
        0.0005
      ),
      4549
    ) as plane
  from parcel as p
  join control_lines as c on c.geom && p.geom and ST_Intersects(c.geom, p.geom)
  cross join (select (now() at time zone 'Asia/Shanghai')::date as date) as today
  where c.kind = any($2::text[])
),
pieces as (
  select t.*, piece.geom as piece
  from parcel as p
  cross join touching as t
  cross join lateral ST_Dump(
    ST_CollectionExtract(ST_Intersection(ST_MakeValid(p.plane), ST_MakeValid(t.plane)), 3)
  ) as piece
),
-- A part that vanishes when 0.5 m is removed on all sides is nowhere 1.0 m wide; the tenth of a millimetre
-- keeps one of exactly 1.0 m.
measured as (
  select
    m.*,
    ST_Area(m.piece) as piece_m2,
    case
      when ST_Area(m.piece) < 1.0 then 'area'
      when ST_IsEmpty(ST_Buffer(m.piece, -0.4999)) then 'width'
    end as sliver
  from pieces as m
)
select
  k.kind,
  k.kind in (select kind from known) as known,
  ST_Area(p.plane) as parcel_m2,
  m.id::float8 as id, m.name, m.name_en, m.severity, m.legal_status,
  m.valid_from::text as valid_from, m.valid_to::text as valid_to, m.office,
  m.document, m.height_limit_m, m.source, m.synthetic,
  m.in_force,
  m.sliver, m.piece_m2,
  ST_AsGeoJSON(ST_Transform(m.piece, 4326), 8)::json as overlap,
  -- Lines of one kind may overlap one another; the kind's area counts each place once.
  case when m.id is not null then
    (
      select ST_Area(ST_Union(o.piece))
      from measured as o
      where o.kind = k.kind and o.sliver is null and o.in_force
    )
  end as kind_m2
from kinds as k
cross join parcel as p
left join measured as m on m.kind = k.kind
order by k.ordinal, m.id, m.piece_m2 desc
