-- Returns the version and source of a feature ($1) and locks it until the end of the transaction.
select t.id, __version__ as version, t.source, t.__label__ as label
from __table__ as t
where t.id = $1::bigint
for update
