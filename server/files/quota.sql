-- What the account of the viewer keeps: number of files and bytes.
select count(*)::integer as files, coalesce(sum(bytes), 0)::float8 as bytes
from files
where account = coalesce(viewer_account(), 0) and expires_at > now()
