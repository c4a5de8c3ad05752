-- Matching parcels for a file.
select
  id, parcel_code, land_use, land_use_detail, state, tenure, address, town_code, area_m2, synthetic,
  far, far_min, far_max, far_verdict,
  building_density, building_density_max, building_density_verdict,
  green_ratio, green_ratio_min, green_ratio_verdict,
  height_m, height_max_m, line_height_m, height_verdict,
  __holder__ as holder, __geometry__ as geometry
from __judged__ as parcel
where __verdict__
order by __order__
