-- Returns one feature by its id ($1), and the version of its row.
select
  __row__,
  __version__ as version
from __table__ as t
where t.id = $1::bigint
