-- Claims the oldest job of a kind ($1) for a server ($2) and $3 seconds: a waiting one, or one with an
-- expired lease.
update jobs
set state = 'running', worker = $2, lease_until = now() + make_interval(secs => $3),
  attempts = attempts + 1, started_at = coalesce(started_at, now()), step = null, share = null
where id = (
  select id from jobs
  where kind = $1 and (state = 'queued' or (state = 'running' and lease_until < now() and worker <> $2))
  order by created_at
  limit 1
  for update skip locked
)
returning id, account::float8 as account, address, input, attempts, cancel_requested
