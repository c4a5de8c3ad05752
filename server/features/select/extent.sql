-- Returns the extent of a collection in space and time (degrees, UTC), and whether any feature is synthetic.
-- Rounded outwards to seven decimals, the precision of features, so that none is outside.
with whole as (
  select
    ST_Extent(t.geom) as box,
    min(__time__) as first,
    max(__time__) as last,
    coalesce(bool_or(t.synthetic), false) as synthetic
  from __table__ as t
)
select
  floor(ST_XMin(box) * 1e7) / 1e7 as west,
  floor(ST_YMin(box) * 1e7) / 1e7 as south,
  ceil(ST_XMax(box) * 1e7) / 1e7 as east,
  ceil(ST_YMax(box) * 1e7) / 1e7 as north,
  to_char(first at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
  to_char(last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
  synthetic
from whole
