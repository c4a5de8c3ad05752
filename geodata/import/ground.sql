-- The ground that the platform knows: the extent of parcels, otherwise of control lines, otherwise of towns.
select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north
from (
  select coalesce(
    (select ST_Extent(geom) from parcels),
    (select ST_Extent(geom) from control_lines),
    (select ST_Extent(geom) from administrative_areas)
  ) as box
) as ground
where box is not null
