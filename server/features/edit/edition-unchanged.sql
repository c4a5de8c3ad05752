-- Returns whether a locked feature ($1) still has the version that a program has read that opened an edition
-- ($2, $3: its point): no transaction since the point has written the row, or the edition itself did and
-- nobody since ($4: layer, $5: version of the row). A row has the lower 32 bits of its transaction's number,
-- which are completed to the latest number below the next one. A point in the future belongs to another
-- database.
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
