-- Stores which feature ($4) was created with a key: role ($1), layer ($2), key ($3).
update feature_creations set feature_id = $4::bigint where role = $1 and layer = $2 and key = $3
