-- Locks names of one source until the end of the transaction: $1 source, $2 names as text[]. All
-- transactions lock in the same order, to avoid deadlocks.
select pg_advisory_xact_lock(key)
from (
  select distinct hashtextextended(concat_ws(' ', 'places', $1::text, name), 0) as key
  from unnest($2::text[]) as name
  order by key
) as keys
