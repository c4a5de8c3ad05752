-- Returns one feature by its id ($1), and the version of its row, which any change of the row changes.
select
  __row__,
  md5(t::text) as version
from __table__ as t
where t.id = $1::bigint
