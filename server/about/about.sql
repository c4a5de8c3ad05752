-- What the page must say of its data: whose it is, and whether any of it is synthetic.
with latest as (
  -- A source is what its last import says.
  select distinct on (source) licence, synthetic
  from imports
  order by source, id desc
),
credits as (
  -- Each licence once, synthetic data last.
  select licence, bool_and(synthetic) as only_synthetic
  from latest
  group by licence
)
select
  coalesce((select bool_or(synthetic) from latest), false) as synthetic,
  coalesce(
    (select json_agg(licence order by only_synthetic, licence) from credits),
    '[]'::json
  ) as credits
