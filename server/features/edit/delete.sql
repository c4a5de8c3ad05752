-- Deletes a feature ($1).
delete from /*table*/ as t where t.id = $1::bigint
returning t.id
