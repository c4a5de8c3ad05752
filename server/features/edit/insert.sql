-- Creates a feature. The marks are columns of the catalogue and the parameters of their values.
with written as (select /*geometry*/ as geom)
insert into /*table*/ as t (/*columns*/)
select /*values*/
from written
returning t.id, md5(t::text) as version
