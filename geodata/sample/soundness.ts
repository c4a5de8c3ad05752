/** Checks with a spatial index whether a ring touches or crosses itself. */
import Flatbush from 'flatbush'
import type { Point, Ring } from './plane.ts'

/** Returns true if two sides that are not neighbours meet. */
export function crossesItself(ring: Ring): boolean {
  const count = ring.length
  if (count < 4) return count < 3
  const index = new Flatbush(count)
  const at = (i: number) => ring[i % count] as Point
  for (let i = 0; i < count; i++) {
    const a = at(i)
    const b = at(i + 1)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  }
  index.finish()
  for (let i = 0; i < count; i++) {
    const a = at(i)
    const b = at(i + 1)
    const near = index.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (j) => j > i + 1 && !(i === 0 && j === count - 1),
    )
    if (near.some((j) => segmentsMeet(a, b, at(j), at(j + 1)))) return true
  }
  return false
}

const side = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
}
