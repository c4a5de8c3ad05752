-- One feature by its id ($1), and the version of its row, which any change of it changes.
select
  /*row*/,
  md5(t::text) as version
from /*table*/ as t
where t.id = $1::bigint
