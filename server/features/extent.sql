-- Where and when a collection's features lie (degrees, UTC), and whether any of them is synthetic.
with whole as (
  select
    ST_Extent(t.geom) as box,
    min(/*time*/) as first,
    max(/*time*/) as last,
    coalesce(bool_or(t.synthetic), false) as synthetic
  from /*table*/ as t
)
select
  ST_XMin(box) as west,
  ST_YMin(box) as south,
  ST_XMax(box) as east,
  ST_YMax(box) as north,
  to_char(first at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
  to_char(last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
  synthetic
from whole
