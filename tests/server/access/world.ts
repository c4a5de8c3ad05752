/** A server with hidden rows, and requests by any viewer. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { type Actor, actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { loadFixture } from '../serve.ts'

/** Must not be in answers to the public. */
export const secret = /机密|SECRET/

/** Serves the fixture with hidden rows for the tests of a file. */
export function guarded(db: () => Database) {
  let app: ServedApp | undefined
  const url = () => app?.url ?? ''
  beforeAll(async () => {
    await loadFixture(db())
    const sql = readFileSync(new URL('secrets.sql', import.meta.url), 'utf8')
    for (const statement of sql.split(/;\n/)) if (statement.trim() !== '') await db().query(statement)
    await db().query('analyze')
    app = await serveApp(db(), {}, { access: actingAccess })
  })
  afterAll(() => app?.close())
  const get = (path: string, actor?: Actor, headers: Record<string, string> = {}) =>
    fetch(url() + path, { headers: { ...by(actor), ...headers } })
  /** Returns the body of a successful answer. */
  const read = async (path: string, actor?: Actor) => {
    const answer = await get(path, actor)
    expect([path, actor, answer.status]).toEqual([path, actor, 200])
    return answer.json()
  }
  return { url, get, read }
}

/** Viewers who may see no patrol data, and the status of their refusals. */
export const outsiders: readonly (readonly [actor: Actor | undefined, status: number])[] = [
  [undefined, 401],
  ['planner', 403],
  ['plannerOfTown', 403],
]
