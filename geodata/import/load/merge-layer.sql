-- Inserts staged rows, or updates those with the same id in the source, which keep their row id.
-- {table}, {columns}, {values}, {assignments}: written from the table's own columns, never from input.
-- $1: source; $2: layer; $3: licence; $4: synthetic.
with stored as (
  insert into {table} as target ({columns}, source, source_id, licence, synthetic, geom)
  select {values}, $1, staged.source_id, $3, $4::boolean, staged.geom
  from import_features as staged
  cross join lateral jsonb_populate_record(null::{table}, staged.properties) as parsed
  where staged.layer = $2
  order by staged.line
  on conflict (source, source_id) do update
  set {assignments}, licence = excluded.licence, synthetic = excluded.synthetic, geom = excluded.geom
  returning (target.xmax = 0) as inserted
)
select count(*) filter (where inserted)::integer as inserted,
  count(*) filter (where not inserted)::integer as updated
from stored
