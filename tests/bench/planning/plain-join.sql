-- The overlaps of the outlines with lines and parcels by a plain join, as it is usually written.
select
  (select count(*)::int from (
    select o.n, c.id, ST_Area(ST_Transform(ST_Intersection(o.geom, c.geom), 4549)) as m2
    from bench_outlines as o join control_lines as c on ST_Intersects(o.geom, c.geom)
  ) as lines where m2 > 0) as lines,
  (select count(*)::int from (
    select o.n, p.id, ST_Area(ST_Transform(ST_Intersection(o.geom, p.geom), 4549)) as m2
    from bench_outlines as o join parcels as p on ST_Intersects(o.geom, p.geom)
  ) as parcels where m2 > 0) as parcels
