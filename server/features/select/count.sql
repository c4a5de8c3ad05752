-- Counts the features that match.
select count(*) as matched
from __table__ as t
where __matching__
