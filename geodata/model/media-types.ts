/** Media types that several parts send (RFC 6838). */

/** Mapbox Vector Tile. */
export const MVT = 'application/vnd.mapbox-vector-tile'
