-- Returns the number of files and bytes of the viewer's account.
select count(*)::integer as files, coalesce(sum(bytes), 0)::float8 as bytes
from files
where account = coalesce(viewer_account(), 0) and expires_at > now()
