-- Tiles of a zoom that a layer's rows lie in, by the middle of each row, those with the most corners
-- first. $1: zoom; $2: how many at most. `tiles` is how many there are.
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
