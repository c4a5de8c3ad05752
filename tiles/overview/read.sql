-- Tiles of the layers whose overviews are all there, so far as the reader may see any; null where nothing
-- lies in one.
-- $1: layers; $2 to $4: zoom, x, y; $5: version.
select state.layer, overview.tile
from overview_layers as state
left join tile_overviews as overview
  on overview.layer = state.layer and overview.z = $2::smallint and overview.x = $3::integer
    and overview.y = $4::integer and overview.visibility = state.visibility
where state.layer = any($1::text[]) and state.version = $5::integer
order by state.layer
