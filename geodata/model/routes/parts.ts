/** Parts of a trip on the same kind of way. */
import type { partKinds, RoutePart } from '../answers/route-plan.ts'
import { isStepsWay } from './costs.ts'
import { GREENWAY, LIT_UNKNOWN, LIT_YES, type RouteGraph, routeClasses, surfaceCodes } from './graph.ts'
import { heightAt, type Piece } from './trip.ts'

type PartKind = (typeof partKinds)[number]

const kindOfClass: Readonly<Partial<Record<(typeof routeClasses)[number], PartKind>>> = {
  motorway: 'main_road',
  trunk: 'main_road',
  primary: 'main_road',
  secondary: 'main_road',
  tertiary: 'street',
  residential: 'street',
  service: 'street',
  track: 'track',
  pedestrian: 'pedestrian',
  cycleway: 'cycleway',
  footway: 'path',
  path: 'path',
  steps: 'steps',
}

/** Kind of a way in the order of `wayKinds`: square and link are no roads. */
function kindOfWay(graph: RouteGraph, way: number): PartKind {
  if (graph.wayKind[way] === 2) return 'square'
  if (isStepsWay(graph, way)) return 'steps'
  if (isGreenway(graph, way)) return 'greenway'
  if (graph.wayKind[way] === 3) return 'link'
  return kindOfClass[routeClasses[graph.wayClass[way] as number] ?? 'path'] ?? 'street'
}

export const isGreenway = (graph: RouteGraph, way: number): boolean =>
  ((graph.wayFlags[way] as number) & GREENWAY) !== 0

export function nameOfWay(graph: RouteGraph, way: number): Pick<RoutePart, 'name' | 'name_en'> {
  const number = graph.wayName[way] as number
  const { name, name_en } = graph.names[number] ?? { name: '', name_en: null }
  return number === 0 ? { name: null, name_en: null } : { name, name_en }
}

function lookOf(graph: RouteGraph, way: number) {
  const lit = graph.wayLit[way] as number
  const width = graph.wayWidth[way] as number
  return {
    kind: kindOfWay(graph, way),
    ...nameOfWay(graph, way),
    surface: surfaceCodes[graph.waySurface[way] as number] ?? 'unknown',
    width_m: width === 0 ? null : width / 10,
    lit: lit === LIT_UNKNOWN ? null : lit === LIT_YES,
    steps: isStepsWay(graph, way),
  }
}

/** `depart` in milliseconds since 1970. */
export function partsOf(graph: RouteGraph, pieces: readonly Piece[], depart: number): RoutePart[] {
  const parts: RoutePart[] = []
  let run: Piece[] = []
  let key = ''
  const end = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return
    parts.push({
      from_m: tenth(first.fromM),
      to_m: tenth(last.toM),
      ...lookOf(graph, first.way),
      grade_percent: gradeOf(graph, first, last),
      arrive: instant(depart + 1000 * first.fromS),
    })
  }
  for (const piece of pieces) {
    const look = JSON.stringify(lookOf(graph, piece.way))
    if (look !== key) {
      end()
      run = []
      key = look
    }
    run.push(piece)
  }
  end()
  return parts
}

function gradeOf(graph: RouteGraph, first: Piece, last: Piece): number | null {
  const [a, b] = [heightOfPiece(graph, first, first.start), heightOfPiece(graph, last, last.end)]
  const metres = last.toM - first.fromM
  return a === null || b === null || metres < 1 ? null : tenth((100 * (b - a)) / metres)
}

/** Height at a fraction of a piece's arc. */
export const heightOfPiece = (graph: RouteGraph, { arc }: Piece, fraction: number): number | null =>
  heightAt(graph, arc >> 1, arc & 1 ? 1 - fraction : fraction)

export const tenth = (value: number): number => Math.round(10 * value) / 10

/** RFC 3339 in UTC, to the second. */
export const instant = (ms: number): string =>
  `${new Date(1000 * Math.round(ms / 1000)).toISOString().slice(0, 19)}Z`
