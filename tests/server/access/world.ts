/** A server with secrets, and requests to it by anyone. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { type Actor, actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { loadFixture } from '../serve.ts'

/** What must stand in no answer to the public. */
export const secret = /机密|SECRET/

/** Serves the fixture with its secrets for the tests of a file. */
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
  /** The body of a good answer. */
  const read = async (path: string, actor?: Actor) => {
    const answer = await get(path, actor)
    expect([path, actor, answer.status]).toEqual([path, actor, 200])
    return answer.json()
  }
  return { url, get, read }
}

/** Who sees nothing of patrols, and how each is refused. */
export const outsiders: readonly (readonly [actor: Actor | undefined, status: number])[] = [
  [undefined, 401],
  ['planner', 403],
  ['plannerOfTown', 403],
]
