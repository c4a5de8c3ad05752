-- Tiles of one source at its highest zoom. $1: source; $2: zoom; $3: x and $4: y of each tile.
select x, y, heights
from terrain_tiles
where source = $1 and z = $2::integer
  and (x, y) in (select * from unnest($3::integer[], $4::integer[]))
