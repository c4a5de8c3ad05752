-- The sources of elevations, the topmost first.
select name, licence, synthetic, maxzoom, west, south, east, north,
  (select min(z) from terrain_tiles) as minzoom
from terrain_sources
order by priority desc, maxzoom desc, name
