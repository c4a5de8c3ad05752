-- A point on each of the largest parcels that match.
select id::float8 as id, ST_X(point) as lon, ST_Y(point) as lat
from (
  select id, ST_PointOnSurface(geom) as point
  from (
    select id, geom
    from __judged__ as parcel
    where __verdict__
    order by area_m2 desc, id
    limit __limit__
  ) as largest
) as placed
