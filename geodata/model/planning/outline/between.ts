/** Overlaps and gaps between the outlines of a set. */
import Flatbush from 'flatbush'
import { closed, inflated } from './closing.ts'
import { boxOf, placeOf } from './faults.ts'
import { Grid, type Loop } from './grid.ts'
import type { Fault, Outline } from './outline.ts'
import { areaOfPart, cut, type Loops, overlap, partsOf, sizeOfLoops, unite } from './resolve.ts'
import { betweenText } from './texts.ts'

/** Smaller overlaps come from rounding: 0.01 m². */
const MIN_MM2 = 0.01 * 1e6
/** Gaps of up to this width are found: 1 m. */
const GAP_MM = 1000

interface Placed {
  readonly index: number
  readonly area: Loops
  readonly box: readonly [number, number, number, number]
}

/** Returns overlaps and gaps of up to 1 m between outlines; each names the later outline. */
export function faultsBetween(outlines: readonly Outline[]): Fault[] {
  const near = outlines.find(({ parts }) => parts[0]?.[0]?.[0])?.parts[0]?.[0]?.[0]
  if (near === undefined || outlines.length < 2) return []
  const grid = new Grid(near)
  const placed = outlines.map(({ parts }, index): Placed => {
    const area = unite(parts.map((part) => areaOfPart(part.map((ring): Loop => grid.loopOf(ring)))))
    return { index, area, box: boxOf(area.flat()) }
  })
  const shaped = placed.filter(({ area }) => area.length > 0)
  if (shaped.length < 2) return []
  const index = new Flatbush(shaped.length)
  for (const { box } of shaped) index.add(...box)
  index.finish()
  const earlierNear = (one: Placed, at: number) => {
    const [west, south, east, north] = one.box
    return index
      .search(west - GAP_MM, south - GAP_MM, east + GAP_MM, north + GAP_MM, (other) => other < at)
      .flatMap((other) => shaped[other] ?? [])
  }
  return shaped.flatMap((one, at) =>
    earlierNear(one, at).flatMap((other) => pairFaults(grid, outlines, one, other)),
  )
}

function pairFaults(grid: Grid, outlines: readonly Outline[], one: Placed, other: Placed): Fault[] {
  const names = [outlines[one.index]?.name ?? '', outlines[other.index]?.name ?? ''] as const
  const fault = (code: 'outlines_overlap' | 'outlines_gap', shape: Loops): Fault => {
    const area = sizeOfLoops(shape) / 1e6
    return {
      ...{ code, outline: one.index, part: null, ring: null, area_m2: area },
      at: placeOf(grid, shape[0]),
      text: betweenText(code, names, area),
      shape: partsOf(shape).map((part) => grid.partOf(part)),
    }
  }
  const common = overlap(one.area, other.area)
  const found = sizeOfLoops(common) > MIN_MM2 ? [fault('outlines_overlap', common)] : []
  const gaps = gapsOf(one.area, other.area).filter((gap) => sizeOfLoops(gap) > MIN_MM2)
  return [...found, ...gaps.map((gap) => fault('outlines_gap', gap))]
}

/** Returns what a closing by half the width fills between both: each connected piece that touches both. */
function gapsOf(one: Loops, other: Loops): Loops[] {
  const both = unite([one, other])
  return partsOf(cut(closed(both, GAP_MM), both)).filter(
    (piece) => touches(piece, one) && touches(piece, other),
  )
}

/** 2 mm are more than the rounding of the closing. */
const touches = (piece: Loops, area: Loops): boolean => overlap(inflated(piece, 2), area).length > 0
