-- Takes an idempotency key: role ($1), layer ($2), key ($3), digest of the body ($4). A request under
-- way with the same key is waited for; then there is no row.
insert into feature_creations (role, layer, key, body_sha256)
values ($1, $2, $3, $4)
on conflict do nothing
returning key
