-- Credits of the data, and whether any are synthetic.
with latest as (
  -- The last import of a source determines its licence.
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
