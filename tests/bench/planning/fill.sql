-- 10,000 synthetic control polygons in 200 kinds over the benchmark's parcels, with a coverage for each kind:
-- most some hundred metres wide with 40 corners, one in fifty some kilometres with 2,000, as a red line is.
with places as (
  select n, 'bench_' || lpad((n % 200)::text, 3, '0') as kind, ST_PointOnSurface(p.geom) as centre,
    case when n % 50 = 0 then 3000 else 60 + 40 * (n % 11) end as radius,
    case when n % 50 = 0 then 2000 else 40 end as corners
  from (select row_number() over (order by hashint8(id), id) as n, geom from parcels) as p
  where n <= 10000
),
shapes as (
  select n, kind, (
    select ST_MakePolygon(ST_MakeLine(array_agg(corner order by step) || array[(array_agg(corner order by step))[1]]))
    from (
      select step, ST_Translate(
        centre,
        radius * (0.7 + 0.3 * abs(hashint4((n * 997 + step)::int) % 1000) / 1000.0) * cos(2 * pi() * step / corners) / 96300,
        radius * (0.7 + 0.3 * abs(hashint4((n * 997 + step)::int) % 1000) / 1000.0) * sin(2 * pi() * step / corners) / 110860
      ) as corner
      from generate_series(1, corners) as step
    ) as ring
  ) as geom
  from places
)
insert into control_lines (kind, name, severity, source, source_id, licence, synthetic, geom)
select kind, kind || ' ' || n, 'refer', 'bench', n, 'CC0 1.0', true, ST_Multi(ST_MakeValid(geom))
from shapes
