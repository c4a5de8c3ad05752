-- Area of all parcels by land use class, in square metres of the plane of EPSG:4549.
select
  land_use as code,
  count(*)::int as count,
  sum(area_m2) as area_m2,
  coalesce(bool_or(synthetic), false) as synthetic
from parcels
group by land_use
order by land_use
