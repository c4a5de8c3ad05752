-- Tiles of a zoom with a layer's rows (by the centre of each row), those with the most vertices first.
-- $1: zoom; $2: limit. `tiles` is the total number.
select x, y, count(*) over ()::integer as tiles
from (
  select
    floor(((ST_XMin(geom_3857) + ST_XMax(geom_3857)) / 2 + 20037508.342789244) * per_metre)::integer as x,
    floor((20037508.342789244 - (ST_YMin(geom_3857) + ST_YMax(geom_3857)) / 2) * per_metre)::integer as y,
    ST_NPoints(geom_3857) as corners
  from __layer__, (select 2 ^ $1::integer / 40075016.685578488 as per_metre) as zoom
) as placed
group by x, y
order by sum(corners) desc, x, y
limit $2::integer
