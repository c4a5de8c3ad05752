-- Sorts more than fits into the work memory, so that about 1 MB goes to a temporary file on the
-- database's disk and away again: it fails with disk_full (53100) where there is no room.
select count(*)::int as sorted
from (select md5(n::text) as hash from generate_series(1, 16000) as n order by hash offset 0) as spilled
