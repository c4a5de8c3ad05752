-- A set of outlines ($1) that has not expired, if the viewer may see it.
select id, name, source, candidates, system, outlines, findings, created_at, expires_at, placed
from outline_sets
where id = $1::uuid and expires_at > now()
