-- The shares of the outlines that the coverages of the kinds cover, by a plain join.
select count(*)::int as n
from (
  select o.n, c.kind, sum(ST_Area(ST_Intersection(ST_Transform(o.geom, 4549), ST_Transform(c.geom, 4549)))) as m2
  from bench_outlines as o join coverages as c on c.layer = 'control_lines' and ST_Intersects(o.geom, c.geom)
  group by o.n, c.kind
) as covered
where m2 > 0
