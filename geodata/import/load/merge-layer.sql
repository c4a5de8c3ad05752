-- Inserts staged rows, or updates rows of the source with the same id, which keep their row id and what is
-- derived from other rows. __table__, __columns__, __values__, __updated__, __excluded__: written from the
-- table's own columns, never from input. $1: source; $2: layer; $3: licence; $4: synthetic.
with stored as (
  insert into __table__ as target (__columns__, source, source_id, licence, synthetic, geom)
  select __values__, $1, staged.source_id, $3, $4::boolean, staged.geom
  from import_features as staged
  cross join lateral jsonb_populate_record(null::__table__, staged.properties) as parsed
  where staged.layer = $2
  order by staged.line
  on conflict (source, source_id) do update
  set (__updated__, licence, synthetic, geom) =
    row(__excluded__, excluded.licence, excluded.synthetic, excluded.geom)
  returning (target.xmax = 0) as inserted
)
select count(*) filter (where inserted)::integer as inserted,
  count(*) filter (where not inserted)::integer as updated
from stored
