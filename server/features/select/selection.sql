-- Selects the requested features in order, in the row form of the format. The marks are columns and
-- conditions of the catalogue; text from a client is a parameter.
select
  __row__
from __table__ as t
where __matching__
order by __order__
limit __limit__
