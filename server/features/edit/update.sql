-- Changes a feature ($1). The marks are columns of the catalogue and the parameters of their values.
update /*table*/ as t
set /*assignments*/
from (select /*geometry*/ as geom) as written
where t.id = $1::bigint
returning t.id, md5(t::text) as version
