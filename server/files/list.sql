-- Files that the viewer may see: one by its id ($1), or the newest if that is null.
select id, kind, name, media_type, bytes::float8 as bytes, received::float8 as received, created_at, expires_at
from files
where expires_at > now() and ($1::uuid is null or id = $1)
order by created_at desc
limit 200
