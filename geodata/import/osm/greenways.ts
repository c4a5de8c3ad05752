/** Makes greenways with ordered segments from route relations and from ways of one name. */

import { lineEwkb, multiLineEwkb } from '../ewkb.ts'
import type { StagedFeature } from '../feature.ts'
import type { Skipped } from '../skipped.ts'
import type { Chain, Piece } from './chain.ts'
import { chain, inOrder, lengthOf, withoutParallels } from './chain.ts'
import type { Tags } from './elements.ts'
import { surfaceOf } from './mapping/roads.ts'
import { booleanOf, metresOf, namesOf } from './mapping/values.ts'

/** A way of a greenway. */
export interface GreenwayWay extends Piece {
  readonly tags: Tags
}

export interface GreenwayRoute {
  readonly id: number
  readonly tags: Tags
  /** Member ways in the order of the relation; undefined if the file lacks one. */
  readonly ways: readonly (GreenwayWay | undefined)[]
  /** Whether all member relations could be followed. */
  readonly whole: boolean
}

/** Returns rows of `greenways` and `greenway_segments` of one relation, with its members in order. */
export function routeFeatures(route: GreenwayRoute, skipped: Skipped): StagedFeature[] {
  const id = `relation/${route.id}`
  const ways = [...new Map(route.ways.flatMap((way) => (way ? [[way.id, way] as const] : []))).values()]
  const { name, name_en } = namesOf(route.tags)
  if (!name) return []
  if (ways.length === 0) {
    skipped.add('greenways', 'empty_route', id)
    return []
  }
  if (!route.whole || route.ways.includes(undefined)) skipped.add('greenways', 'partial_route', id)
  const { kept, parallel } = withoutParallels(ways)
  for (const way of parallel) skipped.add('greenway_segments', 'parallel', way.id, name)
  const surface = surfaceOf(route.tags)
  return features(id, inOrder(kept), { name, name_en, operator: route.tags.operator ?? null }, surface)
}

/** Returns rows of the greenways made of ways with one name; distant ones are separate greenways. */
export function namedFeatures(name: string, ways: readonly GreenwayWay[], skipped: Skipped): StagedFeature[] {
  const { kept, parallel } = withoutParallels(ways)
  for (const way of parallel) skipped.add('greenway_segments', 'parallel', way.id, name)
  return chain(kept).flatMap((found, i) => {
    const names = {
      name,
      name_en: found.pieces.map(({ tags }) => namesOf(tags).name_en).find((en) => en !== null) ?? null,
      operator: found.pieces.map(({ tags }) => tags.operator).find((operator) => operator) ?? null,
    }
    return features(`name/${name}${i > 0 ? `/${i + 1}` : ''}`, found, names)
  })
}

interface Names {
  readonly name: string
  readonly name_en: string | null
  readonly operator: string | null
}

function features(
  id: string,
  { pieces, loop }: Chain<GreenwayWay>,
  names: Names,
  surface = mainSurface(pieces),
): StagedFeature[] {
  const known = surface === 'unknown' ? mainSurface(pieces) : surface
  const whole: StagedFeature = {
    layer: 'greenways',
    sourceId: id,
    properties: { ...names, surface: known, loop },
    geometry: multiLineEwkb(pieces.map(({ line }) => line)),
  }
  const segments = pieces.map(({ id: wayId, line, tags }, i): StagedFeature => {
    const own = namesOf(tags)
    return {
      layer: 'greenway_segments',
      sourceId: `${id}/${wayId}`,
      properties: {
        greenway_source_id: id,
        ordinal: i + 1,
        name: own.name ?? names.name,
        name_en: own.name_en ?? names.name_en,
        surface: surfaceOf(tags),
        width_m: metresOf(tags.width),
        lit: booleanOf(tags.lit),
        bicycle: canCycle(tags),
      },
      geometry: lineEwkb(line),
    }
  })
  return [whole, ...segments]
}

/** Returns the surface of the largest part by length. */
function mainSurface(pieces: readonly GreenwayWay[]): ReturnType<typeof surfaceOf> {
  const metres = new Map<ReturnType<typeof surfaceOf>, number>()
  for (const { line, tags } of pieces) {
    const surface = surfaceOf(tags)
    metres.set(surface, (metres.get(surface) ?? 0) + lengthOf(line))
  }
  const [most] = [...metres].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? 'unknown'
}

function canCycle(tags: Tags): boolean | null {
  const said = booleanOf(tags.bicycle)
  if (said !== null) return said
  if (tags.highway === 'cycleway') return true
  return tags.highway === 'steps' ? false : null
}
