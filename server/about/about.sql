-- What the page must say of its data: whose it is, and whether any of it is synthetic.
with credits as (
  -- Each licence once, synthetic data last.
  select licence, bool_and(synthetic) as only_synthetic
  from imports
  group by licence
)
select
  coalesce((select bool_or(synthetic) from imports), false) as synthetic,
  coalesce(
    (select json_agg(licence order by only_synthetic, licence) from credits),
    '[]'::json
  ) as credits
