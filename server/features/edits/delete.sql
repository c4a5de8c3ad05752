-- Deletes a feature ($1).
delete from /*table*/ where id = $1::bigint
