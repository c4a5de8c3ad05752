-- Whether a locked feature ($1) is as whoever opened an edition ($2, $3: its point) has read it at the
-- latest: no transaction from the point on has written its row, or the edition itself did, and nobody
-- since ($4: the layer, $5: the row's version). A row keeps the lower 32 bits of its transaction's number;
-- the rest is what makes it the latest number below the next one. A point that is yet to come is no
-- point of this database.
with transactions as (
  select
    pg_snapshot_xmax(pg_current_snapshot())::text::numeric as next,
    t.xmin::text::numeric as written
  from __table__ as t
  where t.id = $1::bigint
)
select
  ($3::numeric <= next and next - mod(next - written - 1 + 4294967296 * 2, 4294967296) - 1 < $3::numeric)
  or exists (
    select from edition_writes
    where edition = $2 and layer = $4 and feature_id = $1::bigint and version = $5
  ) as unchanged
from transactions
