import { doubleArea } from '../vector/encoder.ts'
import type { Coordinates } from '../vector/twkb.ts'

/**
 * Splits a closed ring that touches itself into simple rings, the largest first, without empty ones.
 * Parts keep their winding.
 */
export function apart(ring: Coordinates): Coordinates[] {
  return loopsOf(ring)
    .filter((loop) => doubleArea(loop) !== 0)
    .sort((a, b) => Math.abs(doubleArea(b)) - Math.abs(doubleArea(a)))
}

/** Splits off a closed loop each time a point repeats. */
function loopsOf(ring: Coordinates): Coordinates[] {
  const loops: Coordinates[] = []
  const path: (readonly [x: number, y: number])[] = []
  const places = new Map<string, number>()
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const [x, y] = [ring[i] ?? 0, ring[i + 1] ?? 0]
    const key = `${x} ${y}`
    const before = places.get(key)
    if (before !== undefined) {
      const loop = path.splice(before)
      for (const [px, py] of loop) places.delete(`${px} ${py}`)
      loops.push([...loop.flat(), x, y])
    }
    places.set(key, path.length)
    path.push([x, y])
  }
  return loops
}
