-- Finds codes of staged rows that rows of another source have. __table__, __code__: of the layer, never from
-- input. $1: source; $2: layer; $3: limit.
select taken.__code__ as code, taken.source
from import_features as staged
join __table__ as taken on taken.__code__ = staged.properties ->> '__code__'
where staged.layer = $2 and taken.source <> $1
order by taken.source, taken.__code__
limit $3
