exists (
  select from __layer__ as row
  where row.geom_3857 && ST_MakeEnvelope(tile.west, tile.south, tile.east, tile.north, 3857)
)
