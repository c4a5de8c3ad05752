-- Bounds of one layer in WGS 84 degrees; nulls if it is empty.
select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north
from (select ST_Extent(geom) as box from __layer__) as extent
