-- Claims messages that are due ($1: at most), each for one attempt: who dies over it leaves it to the next one,
-- which comes later each time. $2: seconds until the second attempt.
update deliveries as d
set attempts = d.attempts + 1, next_at = now() + make_interval(secs => $2::float8 * 3 ^ d.attempts)
from (
  select id from deliveries
  where state = 'waiting' and next_at <= now()
  order by next_at
  limit $1
  for update skip locked
) as due
where d.id = due.id
returning d.id::float8 as id, d.body, d.attempts, d.email, d.created_at,
  (select w.url from webhooks as w where w.id = d.webhook_id) as url,
  (select w.secret from webhooks as w where w.id = d.webhook_id) as secret
