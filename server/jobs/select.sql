-- Jobs that the viewer may see: one by its id ($1), or the newest if that is null.
select id, kind, state, step, share, cancel_requested, result, problem, created_at, started_at, finished_at
from jobs
where $1::uuid is null or id = $1
order by created_at desc
limit 100
