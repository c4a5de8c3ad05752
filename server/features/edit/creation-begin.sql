-- Claims an idempotency key: role ($1), layer ($2), key ($3), digest of the body ($4). Waits for a concurrent
-- request with the same key and returns no row if that one succeeded.
insert into feature_creations (role, layer, key, body_sha256)
values ($1, $2, $3, $4)
on conflict do nothing
returning key
