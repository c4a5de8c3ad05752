-- Parcels whose 宗地代码 contains $1 (digits and capital letters only): first those that begin with it, then
-- those that end with it. $2: limit.
select
  parcel_code as name, null::text as name_en, 'parcel' as kind, 'parcels' as layer,
  id::float8 as feature_id,
  round(ST_X(point)::numeric, 7)::float8 as lon, round(ST_Y(point)::numeric, 7)::float8 as lat,
  array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)] as bbox,
  synthetic, count
from (
  select id, parcel_code, geom, synthetic, (count(*) over ())::int as count
  from parcels
  where parcel_code like '%' || $1 || '%'
  order by not starts_with(parcel_code, $1), right(parcel_code, length($1)) <> $1, parcel_code, id
  limit $2::int
) as found, ST_PointOnSurface(geom) as point
order by not starts_with(parcel_code, $1), right(parcel_code, length($1)) <> $1, parcel_code, id
