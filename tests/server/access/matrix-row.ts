/** What a row of the matrix is made of. */
import { isOfPatrol, type Place, refusal, type Someone } from './matrix-actors.ts'

/** Ids of rows of a layer in either place; undefined if the fixture has none. */
export type RowIds = (layer: string, place: Place) => number | undefined

interface Asked {
  /** Below the server; without it the operation is not asked in that place. */
  readonly path: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Row {
  ask(place: Place, ids: RowIds): Asked
  /** The status for someone. 204 of a tile counts as 200. */
  expect(who: Someone, place: Place): number
}

/** Asked once, wherever. */
export const atAnyPlace = (path: string, expect: (who: Someone) => number, body?: unknown): Row => ({
  ask: (place) => ({ path: place === 'own' ? path : undefined, body }),
  expect: (who) => expect(who),
})
export const open = (path: string, status = 200) => atAnyPlace(path, () => status)
export const patrolOnly = (path: string, body?: unknown) =>
  atAnyPlace(path, (who) => (isOfPatrol(who) ? 200 : refusal(who)), body)

/** Ids of nothing. */
export const uncreated = '999999'
export const nobodys = '00000000-0000-4000-8000-000000000000'
