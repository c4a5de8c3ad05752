-- Ids of a page of the parcels that match a filter on verdicts. `offset 0` judges all first; otherwise an
-- index of the order would fetch them one by one until enough match.
select id::text as id
from (
  select id, parcel_code, land_use, town_code, state, area_m2, far, height_m, verdicts
  from __judged__ as judged
  offset 0
) as parcel
where __verdict__
order by __order__
offset __offset__ limit __limit__
