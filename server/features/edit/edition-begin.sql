-- Begins an edition: returns the oldest transaction of this database that may still be running. Every later
-- reader sees the changes of all older ones. The xmin of a snapshot counts transactions of all databases of
-- the server, so a long one elsewhere would make every row look newer than the edition. Each running
-- transaction that writes holds a lock on its number until others can see its changes.
with transactions as (
  select pg_snapshot_xmax(pg_current_snapshot())::text::numeric as next
),
-- A lock has only the lower 32 bits of the number, which are completed to the latest number below the next
-- one.
locks as (
  select
    lock.pid,
    next,
    next - mod(next - lock.transactionid::text::numeric + 4294967296 * 2, 4294967296) as number
  from transactions
  cross join pg_locks as lock
  where lock.locktype = 'transactionid' and lock.mode = 'ExclusiveLock' and lock.granted
),
running as (
  select locks.number
  from locks
  left join pg_stat_activity as session on session.pid = locks.pid
  where
    -- Locks are read after the snapshot. A transaction that began in between is completed to a number that is
    -- 2^32 too low; running ones are never more than 2^31 old.
    locks.number > locks.next - 2147483648
    -- A prepared transaction has no session, so it counts whatever its database is.
    and (session.datid is null or session.datid = (select oid from pg_database where datname = current_database()))
)
select least(next, (select min(number) from running))::text as point
from transactions
