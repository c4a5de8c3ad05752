/** A server for devices, and functions that read the stored results. */

import type { Database } from '../../../geodata/database/database.ts'
import { type Actor, actingAccess, by } from '../../environment/acting.ts'
import { serveApp } from '../../environment/app.ts'
import { loadPatrol } from '../privacy/world.ts'

const SECOND = 1000
export const ago = (seconds: number) => new Date(Date.now() - seconds * SECOND).toISOString()
export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

/** Adds two zones with units, and starts a server. */
export async function serveDevices(db: Database) {
  await loadPatrol(db)
  const app = await serveApp(db, {}, { access: actingAccess })
  const send = async (
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    method = 'POST',
  ) => {
    const isText = typeof body === 'string'
    const type = body === undefined || isText ? {} : { 'Content-Type': 'application/json' }
    const answer = await fetch(`${app.url}${path}`, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const counts = answer.headers.get('patrol-positions')
    return { status: answer.status, text, counts, body: /^[{[]/.test(text) ? JSON.parse(text) : undefined }
  }
  const add = async (device: object, who: Actor = 'lead') => send('/patrol/devices', device, by(who))
  const tokenOf = async (device: object) => (await add(device)).body.token as string
  const unit = async (id: number) =>
    (
      await db.query(
        `select position_at as at, accuracy_m as accuracy, heading, round(ST_X(geom)::numeric, 5)::float8 as lon,
           round(ST_Y(geom)::numeric, 5)::float8 as lat from units where id = $1`,
        [id],
      )
    ).rows[0]
  const stored = async (id: number) =>
    (await db.query('select count(*)::int as n from unit_positions where unit_id = $1', [id])).rows[0]?.n
  const forget = async () => {
    await db.query('delete from unit_positions')
    await db.query('delete from position_quarantine')
    await db.query('update patrol_devices set last_at = null')
    await db.query('update units set position_at = null')
  }

  return { send, add, tokenOf, unit, stored, forget, close: () => app.close() }
}
