-- The last import of a source ($1).
select id::float8 as id, file, kind, finished_at
from imports
where source = $1
order by id desc
limit 1
