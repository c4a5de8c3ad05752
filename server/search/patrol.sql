-- Patrol zones and units: few, and only visible ones, so that each gets a score; continues with fit.sql.
-- Parameters as in places.sql, but $2: JSON array of {name, pinyin, initials}.
with
spoken as (
  select name, pinyin, initials
  from jsonb_to_recordset($2::text::jsonb) as word (name text, pinyin text, initials text)
),
named as (
  select id, 'zone' as kind, 'patrol_zones' as layer, code, name, name_en, 0.5 as importance, synthetic, geom
  from patrol_zones
  union all
  select id, 'unit', 'units', code, name, name_en, 0.4, synthetic, geom
  from units
),
candidates as materialized (
  select
    n.id, n.kind, n.layer, n.id as feature_id, n.name, n.name_en, n.importance, n.synthetic,
    lower(n.name) as zh, lower(n.name_en) as en, s.pinyin, s.initials as pinyin_initials,
    case when ST_Dimension(n.geom) = 0 then n.geom else ST_PointOnSurface(n.geom) end as geom,
    ST_XMin(n.geom) as west, ST_YMin(n.geom) as south, ST_XMax(n.geom) as east, ST_YMax(n.geom) as north
  from named as n
  left join spoken as s using (name)
  union all
  -- A complete code counts as much as the name.
  select
    n.id, n.kind, n.layer, n.id, n.name, n.name_en, n.importance, n.synthetic,
    lower(n.code), lower(n.code), null, null,
    case when ST_Dimension(n.geom) = 0 then n.geom else ST_PointOnSurface(n.geom) end,
    ST_XMin(n.geom), ST_YMin(n.geom), ST_XMax(n.geom), ST_YMax(n.geom)
  from named as n
  where lower(n.code) = $1 and lower(n.name) <> $1
),
