-- Zones for the rule of crossings. $1: the version that is known, for which there are no rows.
with version as (
  select coalesce(md5(string_agg(id || ':' || xmin, ',' order by id)), '') as version from patrol_zones
)
select version.version, coalesce(json_agg(json_build_object('code', zone.code,
  'polygons', ST_AsGeoJSON(ST_Multi(zone.geom), 7)::json -> 'coordinates') order by zone.code)
  filter (where zone.id is not null), '[]') as zones
from version
left join patrol_zones as zone on true
where version.version <> $1
group by version.version
