-- Renews the lease of a job ($1) of a server ($2) and stores its progress. Returns no row if it belongs to
-- another server now.
update jobs
set lease_until = now() + make_interval(secs => $3), step = $4::text::jsonb, share = $5
where id = $1 and worker = $2 and state = 'running'
returning cancel_requested
