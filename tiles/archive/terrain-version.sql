-- Tells one state of the terrain store from another: an import writes a source's row anew.
select name, xmin::text as written, (select count(*) from terrain_tiles where source = name) as tiles
from terrain_sources
order by name
