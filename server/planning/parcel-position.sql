-- Counts the matching parcels before a given one; no row if it does not match.
select (position - 1)::int as before
from (
  select id, row_number() over (order by __order__) as position
  from __judged__ as parcel
  where __verdict__
) as ranked
where id = __id__
