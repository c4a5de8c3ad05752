/** How elevations stand in the terrain store. */

/** Samples along a tile's side. */
export const TERRAIN_TILE_SIZE = 256
/** Stands in `heights` where there is no elevation. */
export const NO_ELEVATION = -32768

/** Elevation in metres at a WGS 84 position, null where there is none. */
export type ElevationAt = (longitude: number, latitude: number) => number | null
