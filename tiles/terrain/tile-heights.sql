-- The stored tiles that one tile is drawn from, for every source: its own, or above the source's
-- highest zoom the ancestor's, with the neighbours that the interpolation reaches into.
-- $1: zoom; $2: x; $3: y.
with source as (
  select *, least($1::integer, maxzoom) as stored_z,
    power(2::float8, $1::integer - least($1::integer, maxzoom)) as enlarged
  from terrain_sources
),
-- Columns and rows of samples, counted from the north-west corner of the world; the centres of the
-- first and the last pixel of the tile lie between them.
reach as (
  select *,
    floor(($2::integer * 256 + 0.5) / enlarged - 0.5) as west_sample,
    ceil((($2::integer + 1) * 256::float8 - 0.5) / enlarged - 0.5) as east_sample,
    floor(($3::integer * 256 + 0.5) / enlarged - 0.5) as north_sample,
    ceil((($3::integer + 1) * 256::float8 - 0.5) / enlarged - 0.5) as south_sample
  from source
)
select reach.name as source, tile.z, tile.x, tile.y, tile.heights
from reach
join terrain_tiles as tile
  on tile.source = reach.name
  and tile.z = reach.stored_z
  and tile.x between floor(west_sample / 256) and floor(east_sample / 256)
  and tile.y between floor(north_sample / 256) and floor(south_sample / 256)
order by reach.priority desc, reach.name
