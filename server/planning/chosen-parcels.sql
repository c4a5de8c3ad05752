-- The parcels that match the conditions of a filter, with the columns that everyone reads.
select
  t.id, t.parcel_code, t.land_use, t.land_use_detail, t.state, t.tenure, t.address, t.town_code, t.area_m2,
  t.far, t.far_min, t.far_max, t.building_density, t.building_density_max, t.green_ratio, t.green_ratio_min,
  t.height_m, t.height_max_m, t.synthetic, t.geom
from parcels as t
where __conditions__
