-- Deletes a feature ($1).
delete from __table__ as t where t.id = $1::bigint
returning t.id
