-- The rows of a layer in a box ($1 to $4: west, south, east, north in EPSG:3857) as SVG paths, $5 pixels for a
-- metre, from the top left corner. Rows that reach out of the box are clipped. The marks are the table and the
-- column of its kind.
with box as materialized (
  select b.box, ST_Expand(b.box, 20 / $5::float8) as wide
  from (select ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 3857) as box) as b
)
select
  __kind__ as kind,
  ST_AsSVG(
    ST_TransScale(
      case when t.geom_3857 @ box.wide then t.geom_3857 else ST_ClipByBox2D(t.geom_3857, box.wide) end,
      -$1::float8, -$4::float8, $5::float8, $5::float8
    ), 0, 1
  ) as d
from __table__ as t
cross join box
where t.geom_3857 && box.box
order by t.id
limit $6
