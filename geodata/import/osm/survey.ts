/** The first pass over a file: which relations matter, and which ways are needed for them. */
import type { Relation } from './elements.ts'
import { routeNameOf } from './mapping/greenways.ts'
import { readOsm } from './read.ts'
import type { AreaRow } from './rows.ts'
import { areaRows } from './rows.ts'

export interface AreaRelation {
  readonly id: number
  readonly rows: readonly AreaRow[]
  /** Members that make its rings, whatever their role. */
  readonly ways: readonly number[]
}

export interface Survey {
  readonly areas: AreaRelation[]
  readonly routes: Relation[]
  /** Ways that relations need, with or without tags of their own. */
  readonly memberWays: Set<number>
}

/** Reads only relations. `onProgress` hears the bytes read. */
export async function surveyRelations(
  file: string,
  layers: ReadonlySet<string>,
  onProgress: (bytes: number) => void,
): Promise<Survey> {
  const survey: Survey = { areas: [], routes: [], memberWays: new Set() }
  const visitor = {
    relation: (relation: Relation) => {
      if (layers.has('greenways') && routeNameOf(relation.tags)) survey.routes.push(relation)
      else if (!collectArea(relation, layers, survey)) return
      for (const { kind, ref } of relation.members) if (kind === 'way') survey.memberWays.add(ref)
    },
  }
  for await (const bytes of readOsm(file, visitor)) onProgress(bytes)
  return survey
}

function collectArea({ id, tags, members }: Relation, layers: ReadonlySet<string>, survey: Survey): boolean {
  const { type } = tags
  if (type !== 'multipolygon' && type !== 'boundary') return false
  const rows = areaRows(tags, `relation/${id}`, type === 'boundary').filter(({ layer }) => layers.has(layer))
  if (rows.length === 0) return false
  const ways = members.filter(({ kind }) => kind === 'way').map(({ ref }) => ref)
  survey.areas.push({ id, rows, ways })
  return true
}
