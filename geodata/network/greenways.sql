-- Segments of greenways that are not roads of their source, with tags equivalent to their columns.
select segment.id::float8 as id, segment.source || ' ' || segment.source_id as key,
  case when segment.bicycle then 'cycleway' else 'footway' end as class, segment.name, segment.name_en, segment.surface,
  false as oneway, 0 as level, null::integer as max_speed,
  segment.lit, segment.width_m,
  case segment.bicycle when true then '{"foot":"yes","bicycle":"yes"}' when false then '{"bicycle":"no"}' else '{}' end
    as tags,
  false as off_ground, true as greenway, null::text as hours,
  null::text as nodes, ST_AsGeoJSON(segment.geom, 7, 0) as geom
from greenway_segments as segment
where not exists (
  select from roads
  where roads.source = segment.source and roads.source_id = substring(segment.source_id from 'way/-?[0-9]+$')
)
order by segment.id
