-- The features that a request asks for, in their order, each in the form that its reader needs. The
-- marks between slashes are columns and conditions of the catalogue; a client's words are parameters.
select
  __row__
from __table__ as t
where __matching__
order by __order__
limit __limit__
