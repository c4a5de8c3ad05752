-- Sums of matching parcels by land use class and verdicts, in square metres of the plane of EPSG:4549, and
-- their extent.
select
  land_use as code,
  verdicts,
  count(*)::int as count,
  sum(area_m2) as area_m2,
  coalesce(bool_or(synthetic), false) as synthetic,
  min(ST_XMin(geom)) as west,
  min(ST_YMin(geom)) as south,
  max(ST_XMax(geom)) as east,
  max(ST_YMax(geom)) as north
from (select land_use, verdicts, area_m2, synthetic, geom from __judged__ as judged offset 0) as parcel
group by land_use, verdicts
order by land_use, verdicts
