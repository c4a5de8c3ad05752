-- Finds tables and indexes whose files are shorter than PostgreSQL last counted. It counts again whenever it
-- shortens a file itself. Unlogged ones are emptied after a crash.
select c.oid::regclass::text as name
from pg_class as c
where c.relkind in ('r', 'i', 't', 'm') and c.relpersistence = 'p' and c.relpages > 0
  and pg_relation_size(c.oid) < c.relpages::bigint * current_setting('block_size')::int
order by c.oid
limit 1
