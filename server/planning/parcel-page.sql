-- A page of parcels, selected by the conditions and the window of __judged__.
select
  id::float8 as id, parcel_code, land_use, state, tenure, town_code, address, area_m2, far, height_m, verdicts,
  far_verdict, building_density_verdict, green_ratio_verdict, height_verdict,
  ST_XMin(geom) as west, ST_YMin(geom) as south, ST_XMax(geom) as east, ST_YMax(geom) as north
from __judged__ as parcel
order by __order__
