-- Claims due messages for one attempt each. $1: maximum rows; $2: seconds until the second attempt. The next attempt
-- is planned now, later each time, so that a server that stops during an attempt loses no message.
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
