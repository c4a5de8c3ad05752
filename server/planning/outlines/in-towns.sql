-- Returns for each piece of ground ($1, EPSG:4326) its share in the towns of a viewer who is limited to them, in
-- order.
select
  case
    when in_allowed_towns(g.geom) then 1
    else coalesce((
      select ST_Area(ST_Intersection(g.geom, ST_Union(a.geom))) / nullif(ST_Area(g.geom), 0)
      from administrative_areas as a
      where a.code = any (allowed_towns()) and a.geom && g.geom
    ), 0)
  end::float8 as share
from unnest($1::text[]) with ordinality as asked (ground, ordinal)
cross join lateral (select asked.ground::geometry as geom) as g
order by asked.ordinal
