/** Media types used in several places (RFC 6838). */

/** Mapbox Vector Tile. */
export const MVT = 'application/vnd.mapbox-vector-tile'
