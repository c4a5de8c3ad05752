-- Stores the result of an attempt to send a message ($1). $2: the error, or null; $3: maximum attempts.
update deliveries
set state = case when $2::text is null then 'sent' when attempts >= $3 then 'dead' else 'waiting' end,
  error = $2, done_at = case when $2::text is null then now() end
where id = $1
