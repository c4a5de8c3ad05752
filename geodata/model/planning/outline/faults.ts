/** Finds faults of one outline's geometry, each with its place and a sentence. */
import Flatbush from 'flatbush'
import { type Area, Grid, isSame, type Loop, type Point, sizeOf, turn, withoutRepeats } from './grid.ts'
import type { Fault, FaultCode, Outline, Position, Ring } from './outline.ts'
import {
  areaOfPart,
  canonical,
  crossingOf,
  cut,
  enclosed,
  overlap,
  partsOf,
  resolve,
  sizeOfLoops,
} from './resolve.ts'
import { faultText } from './texts.ts'

/** A vertex whose edges go and return within this angle is a spike. */
const SPIKE = Math.tan(Math.PI / 180)
/** Faults of one code in one outline; more are counted by nobody. */
const MAX_FAULTS = 100

type Found = Pick<Fault, 'code' | 'part' | 'ring' | 'at'>

/** Returns the faults of an outline, at most 100 of each code. `outline` is its position in its set. */
export function faultsOf({ parts }: Outline, outline = 0): Fault[] {
  const near = parts[0]?.[0]?.[0]
  if (near === undefined) return [emptyFault(outline)]
  const grid = new Grid(near)
  const areas = parts.map((part): Loop[] => part.map((ring) => grid.loopOf(ring)))
  const found: Found[] = []
  for (const [part, rings] of parts.entries()) {
    for (const [ring, positions] of rings.entries()) found.push(...ringFaults(grid, positions, part, ring))
    found.push(...partFaults(grid, areas[part] ?? [], part))
  }
  found.push(...betweenParts(grid, areas))
  const isKnown = found.some(({ code }) => DECISIVE.has(code))
  if (!isKnown) found.push(...remaining(grid, areas))
  const counts = new Map<FaultCode, number>()
  return found
    .filter(({ code }) => {
      const count = (counts.get(code) ?? 0) + 1
      counts.set(code, count)
      return count <= MAX_FAULTS
    })
    .map((fault) => ({ ...fault, outline, text: faultText(fault), area_m2: null, shape: [] }))
}

/** Codes that already say why an area is not valid. */
const DECISIVE: ReadonlySet<FaultCode> = new Set([
  'ring_open',
  'ring_short',
  'self_crossing',
  'self_touching',
  'hole_outside',
  'holes_overlap',
  'parts_overlap',
])

const emptyFault = (outline: number): Fault => {
  const fault = { code: 'ring_short', part: null, ring: null, at: [0, 0] } as const
  return { ...fault, outline, text: faultText(fault), area_m2: null, shape: [] }
}

function ringFaults(grid: Grid, positions: Ring, part: number, ring: number): Found[] {
  const place = { part, ring }
  const points = positions.map((position) => grid.pointOf(position))
  const [first, last] = [points[0], points.at(-1)]
  const found: Found[] = []
  if (first && last && (points.length === 1 || !isSame(first, last)))
    found.push({ ...place, code: 'ring_open', at: grid.positionOf(last) })
  const all = grid.loopOf(positions)
  for (const [i, point] of all.entries())
    if (i > 0 && isSame(point, all[i - 1] ?? point))
      found.push({ ...place, code: 'duplicate_point', at: grid.positionOf(point) })
  const loop = withoutRepeats(all)
  if (loop.length < 3 || isFlat(loop)) {
    found.push({ ...place, code: 'ring_short', at: positions[0] ?? [0, 0] })
    return found
  }
  const spikes = spikesOf(loop)
  for (const i of spikes)
    found.push({ ...place, code: 'spike', at: grid.positionOf(loop[i] ?? { x: 0, y: 0 }) })
  return [...found, ...crossings(grid, loop, new Set(spikes), place)]
}

const isFlat = (loop: Loop): boolean => {
  const [a, b] = [loop[0], loop.find((point) => !isSame(point, loop[0] ?? point))]
  return a === undefined || b === undefined || loop.every((point) => turn(a, b, point) === 0)
}

/** Returns the positions of vertices at which a loop doubles back. */
export function spikesOf(loop: Loop): number[] {
  return loop.flatMap((b, i) => {
    const a = loop[(i + loop.length - 1) % loop.length] ?? b
    const c = loop[(i + 1) % loop.length] ?? b
    const along = (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y)
    return along > 0 && Math.abs(turn(a, b, c)) < SPIKE * along ? [i] : []
  })
}

function crossings(
  grid: Grid,
  loop: Loop,
  spikes: ReadonlySet<number>,
  place: { readonly part: number; readonly ring: number },
): Found[] {
  const at = (i: number): Point => loop[(i + loop.length) % loop.length] ?? { x: 0, y: 0 }
  const index = new Flatbush(loop.length)
  for (let i = 0; i < loop.length; i++) {
    const [a, b] = [at(i), at(i + 1)]
    index.add(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y))
  }
  index.finish()
  const found = new Map<string, Found>()
  for (let i = 0; i < loop.length; i++) {
    const [a, b] = [at(i), at(i + 1)]
    const box = [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)] as const
    for (const j of index.search(...box, (other) => other > i)) {
      const isNext = j === i + 1 || (i === 0 && j === loop.length - 1)
      if (isNext || spikes.has(i) || spikes.has(j)) continue
      const meeting = meet(a, b, at(j), at(j + 1))
      if (meeting === null) continue
      const code = meeting.crosses ? 'self_crossing' : 'self_touching'
      const key = `${code} ${Math.round(meeting.x)},${Math.round(meeting.y)}`
      if (!found.has(key)) found.set(key, { ...place, code, at: grid.positionOf(meeting) })
    }
  }
  return [...found.values()]
}

/** Returns where two edges meet, and whether they cross; null if they do not meet. */
function meet(a: Point, b: Point, c: Point, d: Point): (Point & { readonly crosses: boolean }) | null {
  const crossing = crossingOf(a, b, c, d)
  if (crossing) return { ...crossing, crosses: true }
  const touching =
    [c, d].find((p) => turn(a, b, p) === 0 && isWithin(a, b, p)) ??
    [a, b].find((p) => turn(c, d, p) === 0 && isWithin(c, d, p))
  return touching ? { ...touching, crosses: false } : null
}

const isWithin = (a: Point, b: Point, p: Point): boolean =>
  p.x >= Math.min(a.x, b.x) &&
  p.x <= Math.max(a.x, b.x) &&
  p.y >= Math.min(a.y, b.y) &&
  p.y <= Math.max(a.y, b.y)

function partFaults(grid: Grid, area: Area, part: number): Found[] {
  if (area.length < 2) return []
  const ordered = sorted(area)
  const [shell = [], ...holes] = ordered
  const found: Found[] = []
  const inside = enclosed(shell)
  if (ordered !== area) found.push({ code: 'ring_order', part, ring: 0, at: placeOf(grid, area[0]) })
  for (const [i, hole] of holes.entries()) {
    const ring = area.indexOf(hole)
    const region = enclosed(hole)
    const outside = cut(region, inside)
    if (sizeOfLoops(outside) > 0)
      found.push({ code: 'hole_outside', part, ring, at: placeOf(grid, outside[0]) })
    if (ordered === area && sizeOf(hole) * sizeOf(shell) > 0)
      found.push({ code: 'ring_order', part, ring, at: placeOf(grid, hole) })
    for (const other of holes.slice(0, i)) {
      const common = overlap(region, enclosed(other))
      if (sizeOfLoops(common) > 0)
        found.push({ code: 'holes_overlap', part, ring, at: placeOf(grid, common[0]) })
    }
  }
  return found
}

function betweenParts(grid: Grid, areas: readonly Area[]): Found[] {
  if (areas.length < 2) return []
  const loops = areas.map(areaOfPart)
  const index = new Flatbush(areas.length)
  for (const one of loops) index.add(...boxOf(one.flat()))
  index.finish()
  return loops.flatMap((one, part) =>
    index
      .search(...boxOf(one.flat()), (other) => other < part)
      .flatMap((other): Found[] => {
        const common = overlap(one, loops[other] ?? [])
        if (sizeOfLoops(common) === 0) return []
        return [{ code: 'parts_overlap', part, ring: null, at: placeOf(grid, common[0]) }]
      }),
  )
}

/** Compares the outline with the area that it encloses: nothing that is invalid goes without a fault. */
function remaining(grid: Grid, areas: readonly Area[]): Found[] {
  const ordered = areas.map(sorted)
  if (canonical(resolve(ordered)) === canonical(ordered)) return []
  const isSplit = ordered.findIndex((area) => partsOf(areaOfPart(area)).length > 1)
  const part = Math.max(0, isSplit)
  const at = placeOf(grid, areas[part]?.at(-1))
  const single = ordered.map((area) => canonical(resolve([area])))
  const isEach = single.every((one, i) => one === canonical([ordered[i] ?? []]))
  const code = isSplit >= 0 ? 'interior_split' : isEach ? 'parts_overlap' : 'invalid'
  return [{ code, part, ring: null, at }]
}

/** Returns the rings with the one first that contains all others, if another is first. */
export function sorted(area: Area): Area {
  const [shell = [], ...holes] = area
  const outer = holes.find(
    (hole) =>
      Math.abs(sizeOf(hole)) > Math.abs(sizeOf(shell)) &&
      area.every((other) => other === hole || cut(enclosed(other), enclosed(hole)).length === 0),
  )
  return outer === undefined ? area : [outer, ...area.filter((ring) => ring !== outer)]
}

export function boxOf(points: Loop): [minX: number, minY: number, maxX: number, maxY: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }
  return box
}

/** Returns the middle of a loop's box. */
export function placeOf(grid: Grid, loop: Loop = []): Position {
  if (loop.length === 0) return [0, 0]
  const [minX, minY, maxX, maxY] = boxOf(loop)
  return grid.positionOf({ x: Math.round((minX + maxX) / 2), y: Math.round((minY + maxY) / 2) })
}
