-- Deletes the place of a feature: layer ($1), id ($2).
delete from places where layer = $1 and feature_id = $2::bigint
