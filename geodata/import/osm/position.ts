/** Degrees in WGS 84. */
export type Position = readonly [longitude: number, latitude: number]
