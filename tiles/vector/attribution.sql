-- The licences of all data, each once, synthetic data last, from the last import of each source.
with latest as (
  select distinct on (source) licence, synthetic
  from imports
  order by source, id desc
)
select licence
from latest
group by licence
order by bool_and(synthetic), licence
