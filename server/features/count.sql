-- How many features match, counted up to a limit, so that the count of a large collection does not
-- cost more than a page of it.
select count(*)::int as matched
from (
  select from /*table*/ as t
  where /*matching*/
  limit /*limit*/
) as counted
