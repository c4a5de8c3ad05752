-- Returns what was created with an idempotency key: role ($1), layer ($2), key ($3).
select body_sha256, feature_id from feature_creations where role = $1 and layer = $2 and key = $3
