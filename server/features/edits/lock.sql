-- The version of a feature ($1), held until the end of the transaction.
select t.id, md5(t::text) as version
from /*table*/ as t
where t.id = $1::bigint
for update
