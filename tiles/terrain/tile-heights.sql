-- The stored tiles needed for one tile, for every source: the same tile, or its ancestor at the source's
-- highest zoom, with the neighbours that interpolation needs; where several sources meet, also those
-- within the width of the blend; outside a source, those along its edge for the run-out to 0 m.
-- $1: zoom; $2: x; $3: y; $4: width of the run-out, metres in EPSG:3857; $5: pixels around the tile;
-- $6: additional samples that the surface needs; $7: width of the blend, metres in EPSG:3857,
-- and $8: its least width in samples.
with source as (
  select *, least($1::integer, maxzoom) as stored_z,
    power(2::float8, $1::integer - least($1::integer, maxzoom)) as enlarged,
    256 * power(2::float8, least($1::integer, maxzoom)) as world
  from terrain_sources
),
-- Columns and rows of samples, counted from the north-west corner of the world: the first and last
-- of the source, those around the centres of the tile's pixels, the run-out and the blend.
reach as (
  select *,
    ceil((west + 180) / 360 * world - 0.5) as first_column,
    floor((east + 180) / 360 * world - 0.5) as last_column,
    ceil((0.5 - ln(tan(pi() / 4 + radians(north) / 2)) / pi() / 2) * world - 0.5) as first_row,
    floor((0.5 - ln(tan(pi() / 4 + radians(south) / 2)) / pi() / 2) * world - 0.5) as last_row,
    floor(($2::integer * 256 - $5::integer + 0.5) / enlarged - 0.5) - $6::integer as west_sample,
    ceil((($2::integer + 1) * 256::float8 + $5::integer - 0.5) / enlarged - 0.5) + $6::integer as east_sample,
    floor(($3::integer * 256 - $5::integer + 0.5) / enlarged - 0.5) - $6::integer as north_sample,
    ceil((($3::integer + 1) * 256::float8 + $5::integer - 0.5) / enlarged - 0.5) + $6::integer as south_sample,
    $4::float8 / 40075016.68557849 * world as run_out,
    greatest($8::integer, round($7::float8 / 40075016.68557849 * world)) as feather
  from source
),
near as (
  -- Finds the edge of each source, then that of all sources of the zoom together.
  select *, case when count(*) over () > 1 then 2 * feather else 0 end as blend
  from reach
  where west_sample <= last_column + run_out and east_sample >= first_column - run_out
    and north_sample <= last_row + run_out and south_sample >= first_row - run_out
)
-- The run-out is the mirrored terrain inside the edge, so it needs samples as far inside the edge as
-- the tile extends outside.
select near.name as source, near.synthetic, tile.z, tile.x, tile.y, tile.heights,
  near.first_column, near.last_column, near.first_row, near.last_row
from near
join terrain_tiles as tile
  on tile.source = near.name
  and tile.z = near.stored_z
  and tile.x between
    floor(least(west_sample - blend, greatest(2 * last_column - east_sample, last_column - run_out)) / 256)
    and floor(greatest(east_sample + blend, least(2 * first_column - west_sample, first_column + run_out)) / 256)
  and tile.y between
    floor(least(north_sample - blend, greatest(2 * last_row - south_sample, last_row - run_out)) / 256)
    and floor(greatest(south_sample + blend, least(2 * first_row - north_sample, first_row + run_out)) / 256)
order by near.priority desc, near.maxzoom desc, near.name
