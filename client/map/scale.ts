/** The length of a scale bar. */
const EARTH_CIRCUMFERENCE = 40_075_016.686
const TILE_SIZE = 512

export interface Scale {
  readonly metres: number
  /** CSS pixels. */
  readonly width: number
}

/** Returns metres on the ground of one CSS pixel, in Web Mercator at a latitude. */
export function metresPerPixel(zoom: number, latitude: number): number {
  return (EARTH_CIRCUMFERENCE * Math.cos((latitude * Math.PI) / 180)) / (TILE_SIZE * 2 ** zoom)
}

/** Returns the longest bar of 1, 2 or 5 times a power of ten metres that fits into `room` pixels. */
export function scaleFor(zoom: number, latitude: number, room: number): Scale {
  const perPixel = metresPerPixel(zoom, latitude)
  const longest = perPixel * room
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = ([5, 2, 1].find((factor) => factor * power <= longest) ?? 1) * power
  return { metres, width: metres / perPixel }
}
