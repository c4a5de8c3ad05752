/**
 * Places buildings on a lot: footprints in (u, v) metres of the plan with storeys, in the usual form for the
 * use. Footprints keep a distance to the lot's edge and to one another.
 */
import type { Rect } from './blocks.ts'
import type { Point } from './plane.ts'
import type { Random } from './random.ts'

export interface Mass {
  /** Counter-clockwise outline in the plan, then courtyards. */
  readonly rings: readonly (readonly Point[])[]
  readonly levels: number
  readonly storeyHeight: number
}

const box = (u0: number, v0: number, u1: number, v1: number): Point[] => [
  [u0, v0],
  [u1, v0],
  [u1, v1],
  [u0, v1],
]
export const shrink = (rect: Rect, by: number): Rect => ({
  u0: rect.u0 + by,
  v0: rect.v0 + by,
  u1: rect.u1 - by,
  v1: rect.v1 - by,
})
const wide = (rect: Rect) => rect.u1 - rect.u0
const deep = (rect: Rect) => rect.v1 - rect.v0

/** Returns rows of slabs facing south, spaced for sunlight. */
export function slabs(random: Random, lot: Rect, levels: number): Mass[] {
  const site = shrink(lot, 8)
  if (wide(site) < 16 || deep(site) < 11) return []
  const depth = levels > 11 ? 15 : 12.5
  const gap = Math.max(12, Math.min(46, levels * 3 * (levels > 11 ? 0.72 : 1.02)))
  const rows = Math.max(1, Math.floor((deep(site) + gap) / (depth + gap)))
  const pitch = rows > 1 ? (deep(site) - depth) / (rows - 1) : 0
  const length = levels > 11 ? random.between(34, 46) : random.between(44, 64)
  const masses: Mass[] = []
  for (let r = 0; r < rows; r++) {
    const v = rows > 1 ? site.v0 + r * pitch : site.v0 + (deep(site) - depth) / 2
    const count = Math.max(1, Math.floor((wide(site) + 13) / (length + 13)))
    const own = Math.min(length, wide(site))
    const step = count > 1 ? (wide(site) - own) / (count - 1) : 0
    for (let k = 0; k < count; k++) {
      if (count * rows > 5 && random.chance(0.07)) continue
      const u = count > 1 ? site.u0 + k * step : site.u0 + (wide(site) - own) / 2
      const shift = random.between(-1, 1)
      masses.push({
        rings: [slab(u, v + (v + shift > site.v0 && v + shift + depth < site.v1 ? shift : 0), own, depth)],
        levels: levels - (random.chance(0.2) ? 1 : 0),
        storeyHeight: 3,
      })
    }
  }
  return masses
}

/** Returns a slab with recessed stairwells on its north side. */
function slab(u: number, v: number, length: number, depth: number): Point[] {
  if (length < 30) return box(u, v, u + length, v + depth)
  const bays = Math.round(length / 16)
  const bay = length / bays
  const points: Point[] = [
    [u, v],
    [u + length, v],
  ]
  for (let k = bays - 1; k >= 0; k--) {
    const from = u + k * bay
    points.push([from + bay, v + depth], [from + bay * 0.62, v + depth], [from + bay * 0.62, v + depth - 1.6])
    points.push([from + bay * 0.38, v + depth - 1.6], [from + bay * 0.38, v + depth], [from, v + depth])
  }
  return points.filter((p, i) => i === 0 || p[0] !== points[i - 1]?.[0] || p[1] !== points[i - 1]?.[1])
}

/** Point towers on a staggered grid. */
export function towers(random: Random, lot: Rect, levels: number): Mass[] {
  const site = shrink(lot, 10)
  const side = random.between(22, 28)
  if (wide(site) < side || deep(site) < side) return slabs(random, lot, Math.min(11, levels))
  const gapU = random.between(24, 32)
  const gapV = Math.min(62, levels * 3 * 0.6)
  const columns = Math.max(1, Math.floor((wide(site) + gapU) / (side + gapU)))
  const rows = Math.max(1, Math.floor((deep(site) + gapV) / (side + gapV)))
  const masses: Mass[] = []
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const u =
        columns > 1 ? site.u0 + ((wide(site) - side) * c) / (columns - 1) : site.u0 + (wide(site) - side) / 2
      const v =
        rows > 1 ? site.v0 + ((deep(site) - side) * r) / (rows - 1) : site.v0 + (deep(site) - side) / 2
      masses.push({ rings: [cross(u, v, side)], levels: levels - random.integer(0, 3), storeyHeight: 3 })
    }
  }
  return masses
}

function cross(u: number, v: number, side: number): Point[] {
  const a = side * 0.2
  const b = side - a
  return (
    [
      [a, 0],
      [b, 0],
      [b, a],
      [side, a],
      [side, b],
      [b, b],
      [b, side],
      [a, side],
      [a, b],
      [0, b],
      [0, a],
      [a, a],
    ] as const
  ).map(([x, y]): Point => [u + x, v + y])
}

/** Adjacent workshop halls with an office in front. */
export function halls(random: Random, lot: Rect): Mass[] {
  const site = shrink(lot, 9)
  if (wide(site) < 22 || deep(site) < 22) return [whole(site, 2, 5)].flat()
  const masses: Mass[] = []
  const front = Math.min(17, deep(site) * 0.28)
  const office = Math.min(wide(site) * random.between(0.45, 0.9), 70)
  masses.push({
    rings: [box(site.u0, site.v0, site.u0 + office, site.v0 + front)],
    levels: random.integer(3, 6),
    storeyHeight: 3.8,
  })
  const back = site.v0 + front + 14
  const room = site.v1 - back
  if (room < 14) return masses
  const columns = Math.max(1, Math.round(wide(site) / random.between(48, 85)))
  const rows = Math.max(1, Math.round(room / random.between(55, 100)))
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) {
      const cellWidth = (wide(site) - (columns - 1) * 13) / columns
      const cellDepth = (room - (rows - 1) * 13) / rows
      const u = site.u0 + c * (cellWidth + 13)
      const v = back + r * (cellDepth + 13)
      const low = random.chance(0.55)
      masses.push({
        rings: [hall(random, u, v, cellWidth, cellDepth)],
        levels: low ? 1 : random.integer(2, 5),
        storeyHeight: low ? random.pick([7.2, 8.4, 9.6, 12]) : 4.8,
      })
    }
  }
  return masses
}

function hall(random: Random, u: number, v: number, w: number, d: number): Point[] {
  if (w < 30 || d < 30 || random.chance(0.55)) return box(u, v, u + w, v + d)
  const [a, b] = [w * random.between(0.3, 0.6), d * random.between(0.25, 0.5)]
  return [
    [u, v],
    [u + w, v],
    [u + w, v + d - b],
    [u + a, v + d - b],
    [u + a, v + d],
    [u, v + d],
  ]
}

/** Returns a block around a courtyard; a bar if the lot is too small. */
export function courtyard(random: Random, lot: Rect, levels: number, storeyHeight: number): Mass[] {
  const site = shrink(lot, 7)
  const wing = random.between(13, 17)
  if (wide(site) < wing * 2 + 14 || deep(site) < wing * 2 + 14) return whole(site, levels, storeyHeight)
  const outer = box(site.u0, site.v0, site.u1, site.v1)
  const inner = box(site.u0 + wing, site.v0 + wing, site.u1 - wing, site.v1 - wing)
  if (random.chance(0.45)) return [{ rings: [outer, inner.toReversed()], levels, storeyHeight }]
  const open: Point[] = [
    [site.u0, site.v0],
    [site.u0 + wing, site.v0],
    [site.u0 + wing, site.v1 - wing],
    [site.u1 - wing, site.v1 - wing],
    [site.u1 - wing, site.v0],
    [site.u1, site.v0],
    [site.u1, site.v1],
    [site.u0, site.v1],
  ]
  return [{ rings: [open], levels, storeyHeight }]
}

/** Returns one building on the lot, at most 70 m long. */
export function whole(site: Rect, levels: number, storeyHeight: number): Mass[] {
  if (wide(site) < 6 || deep(site) < 6) return []
  const [w, d] = [Math.min(70, wide(site)), Math.min(38, deep(site))]
  const u = (site.u0 + site.u1 - w) / 2
  const v = (site.v0 + site.v1 - d) / 2
  return [{ rings: [box(u, v, u + w, v + d)], levels, storeyHeight }]
}

/** Returns a podium of shops or lobbies with one or two towers. */
export function podium(random: Random, lot: Rect, levels: number): Mass[] {
  const site = shrink(lot, 8)
  if (wide(site) < 34 || deep(site) < 34) return whole(site, Math.min(6, levels), 4)
  const side = Math.min(34, Math.min(wide(site), deep(site)) * 0.42)
  const masses: Mass[] = [
    { rings: [box(site.u0, site.v0, site.u0 + side, site.v0 + side)], levels, storeyHeight: 3.9 },
  ]
  const u = site.u0 + side + 9
  if (site.u1 - u > 14)
    masses.push({
      rings: [box(u, site.v0, site.u1, site.v0 + deep(site) * random.between(0.5, 0.9))],
      levels: random.integer(2, 5),
      storeyHeight: 4.5,
    })
  const v = site.v0 + side + 9
  if (site.v1 - v > 14)
    masses.push({
      rings: [box(site.u0, v, site.u0 + side, site.v1)],
      levels: Math.max(4, Math.round(levels * random.between(0.4, 1))),
      storeyHeight: 3.9,
    })
  return masses
}

/** Returns a school with teaching wings, a hall and open ground. */
export function school(random: Random, lot: Rect): Mass[] {
  const site = shrink(lot, 10)
  if (wide(site) < 60 || deep(site) < 60) return courtyard(random, lot, 4, 3.8)
  const half: Rect = { ...site, u1: site.u0 + wide(site) * 0.56 }
  const wings = Math.min(4, Math.max(2, Math.floor(deep(half) / 34)))
  const pitch = (deep(half) - 12) / Math.max(1, wings - 1)
  const masses: Mass[] = []
  for (let k = 0; k < wings; k++) {
    const v = half.v0 + k * pitch
    masses.push({
      rings: [box(half.u0, v, half.u1, v + 12)],
      levels: random.integer(4, 5),
      storeyHeight: 3.8,
    })
  }
  masses.push({
    rings: [box(half.u1 + 14, site.v0, Math.min(site.u1, half.u1 + 46), site.v0 + 26)],
    levels: 2,
    storeyHeight: 6,
  })
  return masses
}

/** Narrow houses along a lane, as in an old town or a village. */
export function houses(random: Random, lot: Rect): Mass[] {
  const site = shrink(lot, 3)
  const masses: Mass[] = []
  for (let v = site.v0; v + 10 <= site.v1; v += 19) {
    for (let u = site.u0; u + 9 <= site.u1; ) {
      const w = random.between(9, 15)
      if (u + w > site.u1) break
      if (!random.chance(0.12)) {
        const d = Math.min(random.between(9, 13), site.v1 - v)
        masses.push({ rings: [box(u, v, u + w, v + d)], levels: random.integer(2, 4), storeyHeight: 3.3 })
      }
      u += w + random.between(2.5, 6)
    }
  }
  return masses
}
