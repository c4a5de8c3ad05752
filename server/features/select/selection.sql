-- The features that a request asks for, in their order, each in the form that its reader needs. The
-- marks between slashes are columns and conditions of the catalogue; a client's words are parameters.
select
  /*row*/
from /*table*/ as t
where /*matching*/
order by /*order*/
limit /*limit*/
