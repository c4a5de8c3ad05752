-- Tiles of the layers with complete overviews that the reader may see; null for an empty tile.
-- $1: layers; $2 to $4: zoom, x, y; $5: version.
select state.layer, overview.tile
from overview_layers as state
left join tile_overviews as overview
  on overview.layer = state.layer and overview.z = $2::smallint and overview.x = $3::integer
    and overview.y = $4::integer and overview.visibility = state.visibility
where state.layer = any($1::text[]) and state.version = $5::integer
  -- Overviews may be outdated for a moment; details never are.
  and ($2 <= 12 or not exists (
    select from overview_queue as queued
    where queued.layer = state.layer and queued.z = $2::smallint and queued.x = $3::integer
      and queued.y = $4::integer))
order by state.layer
