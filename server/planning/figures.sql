-- The indicators of a parcel ($1) and its own limits, its outline, and the day in China.
select
  far, far_min, far_max, building_density, building_density_max, green_ratio, green_ratio_min, height_m,
  height_max_m, geom::text as ground, (now() at time zone 'Asia/Shanghai')::date::text as today
from parcels
where id = $1::bigint
