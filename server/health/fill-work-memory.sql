-- Sorts more than fits into the work memory, so that about 1 MB is written to a temporary file on the
-- database's disk and deleted: it fails with disk_full (53100) if there is no space.
select count(*)::int as sorted
from (select md5(n::text) as hash from generate_series(1, 16000) as n order by hash offset 0) as spilled
