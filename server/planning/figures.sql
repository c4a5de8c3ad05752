-- The indicators of a parcel ($1) and its own limits.
select far, far_min, far_max, building_density, building_density_max, green_ratio, green_ratio_min, height_m, height_max_m
from parcels
where id = $1::bigint
