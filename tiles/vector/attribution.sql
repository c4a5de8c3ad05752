-- The licences of all imports, each once, synthetic data last.
select licence
from imports
group by licence
order by bool_and(synthetic), licence
