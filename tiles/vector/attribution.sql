-- The licences of what is held, each once, synthetic data last. A source is what its last import says.
with latest as (
  select distinct on (source) licence, synthetic
  from imports
  order by source, id desc
)
select licence
from latest
group by licence
order by bool_and(synthetic), licence
