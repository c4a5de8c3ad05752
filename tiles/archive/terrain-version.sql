-- Identifies the state of the elevations: each import rewrites a source's row.
select name, xmin::text as written, (select count(*) from terrain_tiles where source = name) as tiles
from terrain_sources
order by name
