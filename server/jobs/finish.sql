-- Ends a job ($1) of a server ($2). Returns no row if it belongs to another server now, or was cancelled.
update jobs
set state = $3, result = $4::text::jsonb, problem = $5::text::jsonb, finished_at = now(),
  step = null, share = null, worker = null, lease_until = null
where id = $1 and worker = $2 and state = 'running' and (not cancel_requested or $3 <> 'done')
