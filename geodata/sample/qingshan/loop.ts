/**
 * Traces the loop greenway along the shore, without the narrowest arms, at the distance that gives its known
 * length of 42.195 km.
 */
import { regionBelow } from '../contour.ts'
import type { Grid } from '../grid.ts'
import { blur, createGrid, frameOf, mapGrid, sample } from '../grid.ts'
import type { Box, Line, Point, Ring } from '../plane.ts'
import { around } from '../plane.ts'
import { lengthOf, pointAlong, slice } from '../polyline.ts'
import { createRandom } from '../random.ts'
import type { GreenwayRow, SegmentRow } from '../rows.ts'
import { cutByKind } from '../stretches.ts'
import { origin } from './layout.ts'

const LOOP_LENGTH_M = 42195
const OFFSET_M = 34

/** Returns the closed line, first point repeated at the end, counter-clockwise from the scenic area. */
export function traceLoop(shore: Grid): Line {
  const at = around(origin)
  const box = [...at(-4.2, -4), ...at(4.2, 3.6)] as unknown as Box
  const near = createGrid(frameOf(box, shore.cell), (x, y) => sample(shore, x, y))
  const calm = blur(near, 9, 3)
  let [low, high] = [0, 1]
  let loop: Line = []
  for (let i = 0; i < 16; i++) {
    const share = (low + high) / 2
    loop = ringAt(mapGrid(near, (d, k) => d + share * ((calm.data[k] as number) - d)))
    const length = lengthOf(loop)
    if (Math.abs(length - LOOP_LENGTH_M) < 15) break
    if (length > LOOP_LENGTH_M) low = share
    else high = share
  }
  return startNear(loop, at(0.1, 0.05))
}

function ringAt(field: Grid): Line {
  const [largest] = regionBelow(field, OFFSET_M, { minArea: 1e5, tolerance: 0.8, rounds: 2 })
  const ring = largest?.[0] ?? []
  return [...ring, ring[0] as Point]
}

function startNear(loop: Line, place: Point): Line {
  const ring: Ring = loop.slice(0, -1)
  let best = 0
  ring.forEach((p, i) => {
    const b = ring[best] as Point
    if (Math.hypot(p[0] - place[0], p[1] - place[1]) < Math.hypot(b[0] - place[0], b[1] - place[1])) best = i
  })
  const turned = [...ring.slice(best), ...ring.slice(0, best)]
  return [...turned, turned[0] as Point]
}

/** Returns ordered segments: boardwalk over water, otherwise a surface that fits the shore. */
export function loopGreenway(loop: Line, shore: Grid, slope: Grid, towns: Grid): GreenwayRow {
  const random = createRandom('qingshan loop')
  const length = lengthOf(loop)
  const pieces: Line[] = []
  for (let from = 0; from < length; ) {
    let to = from + random.between(520, 1250)
    if (length - to < 400) to = length
    pieces.push(slice(loop, from, to))
    from = to
  }
  const segments = pieces.flatMap((piece): SegmentRow[] => {
    const { point } = pointAlong(piece, lengthOf(piece) / 2)
    const near = sample(towns, point[0], point[1])
    const land =
      near < 500
        ? 'rubber'
        : near < 1600
          ? 'asphalt'
          : sample(slope, point[0], point[1]) > 11
            ? 'concrete'
            : random.pick(['asphalt', 'asphalt', 'paving', 'concrete'])
    return cutByKind(piece, ([x, y]) => sample(shore, x, y) < 3, 45).map(({ kind: overWater, line }) => ({
      length_m: lengthOf(line),
      surface: overWater ? 'boardwalk' : land,
      width_m: overWater ? 3 : near < 1600 ? 5 : 3.5,
      lit: near < 1600 || overWater,
      bicycle: true,
      geom: line,
    }))
  })
  return {
    name: '青山湖环湖绿道（合成示例）',
    name_en: 'Qingshan Lake Loop Greenway (sample)',
    operator: '示例管理单位（合成）',
    loop: true,
    segments,
  }
}
