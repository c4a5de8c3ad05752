-- Begins an edition: the oldest transaction of this database that may still be running. Whatever older
-- ones wrote, every later reader sees. A snapshot's own lowest number would count the transactions of
-- all databases of the server: a long one elsewhere would make each row look newer than the edition.
-- Each running transaction that writes holds a lock on its number, until others can see its changes.
with transactions as (
  select pg_snapshot_xmax(pg_current_snapshot())::text::numeric as next
),
-- A lock keeps the lower 32 bits of the number: the rest makes it the latest number below the next one.
running as (
  select next - mod(next - lock.transactionid::text::numeric + 4294967296 * 2, 4294967296) as number
  from transactions
  cross join pg_locks as lock
  left join pg_stat_activity as session on session.pid = lock.pid
  where
    lock.locktype = 'transactionid'
    and lock.mode = 'ExclusiveLock'
    and lock.granted
    -- A prepared transaction has no session: it counts, whichever database it is of.
    and (session.datid is null or session.datid = (select oid from pg_database where datname = current_database()))
)
select least(next, (select min(number) from running))::text as point
from transactions
