/** The first pass over a file: finds the relevant relations and the ways that they need. */
import type { Skipped } from '../skipped.ts'
import type { Relation } from './elements.ts'
import { readOsm } from './read.ts'
import type { Route } from './routes.ts'
import { RouteRelations } from './routes.ts'
import type { AreaRow } from './rows.ts'
import { areaRows } from './rows.ts'
import { SortedIds } from './sorted-ids.ts'
import type { TurnRelation } from './turns.ts'
import { turnRelation } from './turns.ts'

export interface AreaRelation {
  readonly id: number
  readonly rows: readonly AreaRow[]
  /** Members that form its rings, whatever their role, without repetition. */
  readonly ways: readonly number[]
}

export interface Survey {
  readonly areas: AreaRelation[]
  readonly routes: readonly Route[]
  readonly turns: readonly TurnRelation[]
  /** Ways needed by relations, with or without their own tags. */
  readonly memberWays: Set<number>
}

/** Reads only relations. `onProgress` gets the number of bytes read. */
export async function surveyRelations(
  file: string,
  layers: ReadonlySet<string>,
  skipped: Skipped,
  onProgress: (bytes: number) => void,
): Promise<Survey> {
  const areas: AreaRelation[] = []
  const turns: TurnRelation[] = []
  const relations = new RouteRelations()
  const order = new SortedIds('relation')
  const visitor = {
    relation: (relation: Relation) => {
      order.next(relation.id)
      const area = areaOf(relation, layers)
      if (area) areas.push(area)
      if (layers.has('greenways')) relations.add(relation)
      const turn = layers.has('turn_restrictions') ? turnRelation(relation, skipped) : null
      if (turn) turns.push(turn)
    },
  }
  for await (const bytes of readOsm(file, visitor)) onProgress(bytes)
  const routes = relations.routes(skipped)
  const memberWays = new Set([
    ...[...areas, ...routes].flatMap(({ ways }) => ways),
    ...turns.flatMap(({ viaWays }) => viaWays),
  ])
  return { areas, routes, turns, memberWays }
}

function areaOf({ id, tags, members }: Relation, layers: ReadonlySet<string>): AreaRelation | null {
  const { type } = tags
  if (type !== 'multipolygon' && type !== 'boundary') return null
  const rows = areaRows(tags, `relation/${id}`, type === 'boundary').filter(({ layer }) => layers.has(layer))
  if (rows.length === 0) return null
  const ways = new Set(members.filter(({ kind }) => kind === 'way').map(({ ref }) => ref))
  return { id, rows, ways: [...ways] }
}
