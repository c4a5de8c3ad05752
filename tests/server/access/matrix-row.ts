/** The rows of the matrix. */
import { isOfPatrol, isPlanner, type Place, refusal, type Someone } from './matrix-actors.ts'

/** Returns the id of a row of a layer in either place; undefined if the fixture has none. */
export type RowIds = (layer: string, place: Place) => number | undefined

interface Asked {
  /** Path on the server; without it the operation is not requested in that place. */
  readonly path: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Row {
  ask(place: Place, ids: RowIds): Asked
  /** Returns the expected status for a viewer. 204 of a tile counts as 200. */
  expect(who: Someone, place: Place): number
}

/** A row that is requested once, whatever the place. */
export const atAnyPlace = (path: string, expect: (who: Someone) => number, body?: unknown): Row => ({
  ask: (place) => ({ path: place === 'own' ? path : undefined, body }),
  expect: (who) => expect(who),
})
export const open = (path: string, status = 200) => atAnyPlace(path, () => status)
export const patrolOnly = (path: string, body?: unknown) =>
  atAnyPlace(path, (who) => (isOfPatrol(who) ? 200 : refusal(who)), body)

/** An id that does not exist. */
export const uncreated = '999999'
export const nobodys = '00000000-0000-4000-8000-000000000000'

/** For planners, limited or not, and administrators. */
export const plannerOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (isPlanner(who) ? status : refusal(who)), body)

/** For planners without limits, and administrators. */
export const unlimitedPlannerOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (who === 'planner' || who === 'admin' ? status : refusal(who)), body)
