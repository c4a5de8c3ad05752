-- Parcels whose 宗地代码 begins with $1, which holds digits and capital letters only. $2: how many.
select
  parcel_code as name, null::text as name_en, 'parcel' as kind, 'parcels' as layer,
  id::float8 as feature_id,
  round(ST_X(point)::numeric, 7)::float8 as lon, round(ST_Y(point)::numeric, 7)::float8 as lat,
  array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)] as bbox,
  synthetic
from parcels, ST_PointOnSurface(geom) as point
where parcel_code like $1 || '%'
order by parcel_code, id
limit $2::int
