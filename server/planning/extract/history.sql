-- Earlier versions of a parcel ($1) and earlier parcels on its ground ($3, EPSG:4326) that ended by a moment
-- ($2), the latest first.
select
  v.feature_id as id, v.since, v.until, v.begun_for, v.ended_for, v.ending, __past__ as attributes,
  coalesce(v.feature_id = $1::bigint, false) as own, md5(ST_AsBinary(v.geom)) as outline,
  md5(ST_AsBinary($3::geometry)) as present_outline
from feature_versions as v
where v.layer = 'parcels' and v.until <= $2::timestamptz
  and (
    v.feature_id = $1::bigint
    or (
      v.geom && $3::geometry and ST_Intersects(v.geom, $3::geometry)
      and ST_Area(ST_Transform(ST_CollectionExtract(ST_Intersection(v.geom, $3::geometry), 3), 4549)) >= 1.0
    )
  )
order by v.until desc, v.feature_id
limit 50
