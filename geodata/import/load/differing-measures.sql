-- Compares a measured column of staged rows with the stored rows of one layer. Returns one row, with the
-- ratio of those that differ, also in Web Mercator (by the cosine of the latitude). __table__, __column__: of
-- the catalogue. $1: source; $2: layer; $3: number of rows to name.
with compared as materialized (
  select staged.line, staged.source_id, (staged.properties ->> '__column__')::double precision as written,
    stored.id, stored.__column__ as measured
  from import_features as staged
  join __table__ as stored on stored.source = $1 and stored.source_id = staged.source_id
  where staged.layer = $2 and staged.properties ? '__column__'
),
differing as (
  select compared.*, row_number() over (order by line) as number,
    power(cos(radians(ST_YMin(stored.geom))), 2) as scale
  from compared join __table__ as stored using (id)
  where abs(written - compared.measured) > greatest(1, 0.01 * compared.measured)
)
select (select count(*)::integer from compared) as compared, count(*)::integer as count,
  percentile_cont(0.5) within group (order by measured / nullif(written, 0)) as ratio,
  percentile_cont(0.5) within group (order by measured / nullif(written * scale, 0)) as mercator,
  coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'written', written, 'measured', measured) order by line)
    filter (where number <= $3), '[]') as rows
from differing
