-- The results of a set ($1) with the titles of what gave each verdict, the worst first.
select r.ordinal as outline, r.result ->> 'name' as name, r.verdict, r.area_m2,
  (
    select coalesce(jsonb_agg(finding -> 'title' order by place), '[]')
    from jsonb_array_elements(r.result -> 'findings') with ordinality as f (finding, place)
    where finding ->> 'verdict' = r.verdict and r.verdict <> 'none'
  ) as reasons
from outline_results as r
where r.set_id = $1::uuid
order by r.rank desc, r.ordinal
