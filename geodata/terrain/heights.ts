/** How elevations are stored. */

/** Samples along a tile's side. */
export const TERRAIN_TILE_SIZE = 256
/** Value in `heights` for no elevation. */
export const NO_ELEVATION = -32768

/** Elevation in metres at a WGS 84 position, or null. */
export type ElevationAt = (longitude: number, latitude: number) => number | null
