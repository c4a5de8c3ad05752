-- Compares what the source says of a measure with what was stored, for the rows of one layer. Gives one
-- row. {table}, {column}: of the catalogue. $1: source; $2: layer; $3: how many rows to name.
with compared as (
  select staged.line, staged.source_id, (staged.properties ->> '{column}')::double precision as written,
    stored.{column} as measured, power(cos(radians(ST_Y(ST_PointN(ST_BoundingDiagonal(stored.geom), 1)))), 2) as mercator
  from import_features as staged
  join {table} as stored on stored.source = $1 and stored.source_id = staged.source_id
  where staged.layer = $2 and staged.properties ->> '{column}' is not null
),
differing as (
  select *, row_number() over (order by line) as number
  from compared
  where abs(written - measured) > greatest(1, 0.01 * measured)
)
select (select count(*)::integer from compared) as compared, count(*)::integer as count,
  percentile_cont(0.5) within group (order by measured / nullif(written, 0)) as ratio,
  percentile_cont(0.5) within group (order by measured / nullif(written * mercator, 0)) as mercator,
  coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'written', written, 'measured', measured) order by line)
    filter (where number <= $3), '[]') as rows
from differing
