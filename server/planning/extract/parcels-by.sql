-- The parcels that a question names, as they were at a moment ($1): by their code ($2), by a point in them
-- ($3: WKT in EPSG:4326), or by a part of their address ($4). At most $5, by id. Holders only for those who may
-- read them.
with present as (
  select
    p.id, p.geom, p.version_since, p.version_for,
    jsonb_build_object(
      'parcel_code', p.parcel_code, 'land_use', p.land_use, 'land_use_detail', p.land_use_detail,
      'state', p.state, 'tenure', p.tenure, 'holder', __holder__, 'address', p.address, 'town_code', p.town_code,
      'area_m2', p.area_m2, 'far', p.far, 'far_min', p.far_min, 'far_max', p.far_max,
      'building_density', p.building_density, 'building_density_max', p.building_density_max,
      'green_ratio', p.green_ratio, 'green_ratio_min', p.green_ratio_min, 'height_m', p.height_m,
      'height_max_m', p.height_max_m, 'supplied_on', p.supplied_on, 'started_on', p.started_on,
      'completed_on', p.completed_on, 'source', p.source, 'licence', p.licence, 'synthetic', p.synthetic
    ) as attributes
  from parcels as p
  where p.version_since <= $1::timestamptz
    and (
      p.parcel_code = $2
      or (p.geom && ST_GeomFromText($3, 4326) and ST_Intersects(p.geom, ST_GeomFromText($3, 4326)))
      or p.address like $4
    )
),
past as (
  select
    v.feature_id as id, v.geom, v.since as version_since, v.begun_for as version_for,
    __past__ as attributes
  from feature_versions as v
  where v.layer = 'parcels' and v.since <= $1::timestamptz and v.until > $1::timestamptz
    and (
      v.attributes ->> 'parcel_code' = $2
      or (v.geom && ST_GeomFromText($3, 4326) and ST_Intersects(v.geom, ST_GeomFromText($3, 4326)))
      or v.attributes ->> 'address' like $4
    )
)
select id, geom::text as ground, ST_NumGeometries(geom) as parts, version_since, version_for, attributes
from (
  select id, geom, version_since, version_for, attributes from present
  union all
  select id, geom, version_since, version_for, attributes from past
) as found
order by id
limit $5
