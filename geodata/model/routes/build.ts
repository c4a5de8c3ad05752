/** Builds the columns of the routes network from the cut ways of the same build (noding.ts). */

import { memoIn } from '../memo.ts'
import type { Noding } from '../network/noding.ts'
import { forbiddenPaths, type ResolvedTurn } from '../network/turns.ts'
import { type NetworkInput, type NetworkWay, wayKinds } from '../network/way.ts'
import { barrierPasses, hasRamp, wayAccess } from './access.ts'
import { routeProfiles } from './codes.ts'
import {
  ACCESS,
  accessOf,
  FALLS,
  GREENWAY,
  LIT_NO,
  LIT_UNKNOWN,
  LIT_YES,
  OFF_GROUND,
  PRIVATE,
  RAMP,
  RISES,
  type RouteBarrier,
  type RouteColumns,
  type RouteName,
  routeClasses,
  type SurfaceCode,
  surfaceCodes,
  WHEELCHAIR_LIMITED,
} from './graph.ts'

/** What heights are added to (heights.ts). */
export type FlatColumns = Omit<RouteColumns, 'firstHeight' | 'height' | 'heightSources'>

export function buildRoutes(
  noding: Noding,
  input: NetworkInput,
  turns: readonly ResolvedTurn[],
): FlatColumns {
  const names = new Names()
  const hours = new Hours()
  const { ways } = noding
  const access = Uint32Array.from(ways, wayAccess)
  const rides = (arc: number) =>
    accessOf(access[noding.edgeWay[arc >> 1] ?? 0] ?? 0, routeProfiles.indexOf('ride'), arc & 1) === ACCESS
  return {
    nodeCount: noding.nodeCount,
    edgeCount: noding.edgeFrom.length,
    nodeLon: noding.nodeLon.map(rounded),
    nodeLat: noding.nodeLat.map(rounded),
    edgeFrom: noding.edgeFrom,
    edgeTo: noding.edgeTo,
    edgeWay: noding.edgeWay,
    firstPoint: noding.firstPoint,
    pointLon: noding.pointLon.map(rounded),
    pointLat: noding.pointLat.map(rounded),
    wayKind: Uint8Array.from(ways, ({ kind }) => wayKinds.indexOf(kind)),
    wayRow: Float64Array.from(ways, ({ row }) => row),
    wayClass: Uint8Array.from(ways, (way) => Math.max(0, routeClasses.indexOf(way.class as 'path'))),
    waySurface: Uint8Array.from(ways, ({ surface }) =>
      Math.max(0, surfaceCodes.indexOf(surface as SurfaceCode)),
    ),
    wayLit: Uint8Array.from(ways, ({ details }) =>
      details?.lit == null ? LIT_UNKNOWN : details.lit ? LIT_YES : LIT_NO,
    ),
    wayWidth: Uint16Array.from(ways, ({ details }) =>
      Math.max(0, Math.min(65_535, Math.round(10 * (details?.widthM ?? 0)))),
    ),
    wayFlags: Uint8Array.from(ways, flagsOf),
    wayAccess: access,
    wayName: Uint32Array.from(ways, (way) => names.add(way)),
    wayHours: Uint32Array.from(ways, ({ tags, details }) =>
      hours.add(details?.hours ?? tags.opening_hours ?? null),
    ),
    barriers: barriersOf(noding, input, hours),
    forbidden: turns
      .filter(({ turn }) => turn.condition === null && bindsBicycles(turn.mode, turn.exempt))
      .flatMap((resolved) => forbiddenPaths(resolved, rides)),
    names: names.list,
    hours: hours.list,
  }
}

/** To 10⁻⁶ degrees (11 cm), which halves the bytes. */
const rounded = (units: number): number => 10 * Math.round(units / 10)

const bindsBicycles = (mode: string | null, exempt: readonly string[]): boolean =>
  (mode === null || mode === 'bicycle' || mode === 'vehicle') && !exempt.includes('bicycle')

function flagsOf(way: NetworkWay): number {
  const { tags, details } = way
  const isUp = /^(up|[+]?\d)/.test(tags.incline ?? '') && !/^[+]?0/.test(tags.incline ?? '')
  return (
    (details?.isOffGround ? OFF_GROUND : 0) |
    (hasRamp(way) ? RAMP : 0) |
    (tags.wheelchair === 'limited' ? WHEELCHAIR_LIMITED : 0) |
    (way.kind === 'greenway' || details?.isGreenway ? GREENWAY : 0) |
    (isUp ? RISES : 0) |
    (/^(down|-\d)/.test(tags.incline ?? '') ? FALLS : 0) |
    (tags.access === 'private' ? PRIVATE : 0)
  )
}

function barriersOf(noding: Noding, { barriers }: NetworkInput, hours: Hours): RouteBarrier[] {
  return [...noding.barrierAt].flatMap(([node, number]) => {
    const barrier = barriers[number]
    if (barrier === undefined) return []
    const { kind, tags } = barrier
    return [{ node, kind, passes: barrierPasses(barrier), hours: hours.add(tags.opening_hours ?? null) }]
  })
}

/** Distinct names; number 0 is none. */
class Names {
  readonly list: RouteName[] = [{ name: '', name_en: null }]
  readonly #numbers = new Map<string, number>()

  add({ name, details }: NetworkWay): number {
    if (!name) return 0
    const name_en = details?.nameEn ?? null
    return memoIn(this.#numbers, `${name}\n${name_en}`, () => this.list.push({ name, name_en }) - 1)
  }
}

/** Distinct opening hours; number 0 is none. */
class Hours {
  readonly list: string[] = ['']
  readonly #numbers = new Map<string, number>()

  add(hours: string | null): number {
    if (hours === null || hours.trim() === '' || hours.trim() === '24/7') return 0
    return memoIn(this.#numbers, hours, () => this.list.push(hours) - 1)
  }
}
