-- Greenways by length, and facilities with a name, for the list of pages and the sitemap. $1: most facilities.
(
  select 'greenways' as layer, g.id::float8 as id, g.name, g.name_en, null as kind, g.length_m, g.synthetic
  from greenways as g
  order by g.length_m desc, g.id
)
union all
(
  select 'facilities', f.id::float8, f.name, f.name_en, f.kind, null, f.synthetic
  from facilities as f
  where f.name is not null
  order by f.kind, f.name, f.id
  limit $1::int
)
