-- Codes among the staged rows that rows of another source have. {table}, {code}: of the layer, never from input.
-- $1: source; $2: layer; $3: how many to give.
select taken.{code} as code, taken.source
from import_features as staged
join {table} as taken on taken.{code} = staged.properties ->> '{code}'
where staged.layer = $2 and taken.source <> $1
order by taken.source, taken.{code}
limit $3
