/** Makes a connection ask as a viewer, by the database's own roles. */
import type { Queryable } from '../database/database.ts'
import { memo } from '../model/memo.ts'
import type { Viewer } from './viewer.ts'

/** A database role and settings, as one text that is the same for the same ones. */
export type SessionRole = string

const array = (codes: readonly string[] | undefined): string =>
  codes === undefined ? '' : `{${codes.map((code) => `"${code.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** The system's own standing, in which every connection begins: the login role. */
export const systemSessionRole: SessionRole = JSON.stringify(['none', '', '', '', ''])

/** What a connection has to be switched to before it asks for a viewer; for undefined, the system's. */
export function sessionRoleOf(viewer: Viewer | undefined): SessionRole {
  return viewer ? roleOf(viewer) : systemSessionRole
}

const roleOf = memo<Viewer, SessionRole>(({ role, account, zones, towns, address }) => {
  const person = [account === undefined ? '' : String(account), array(zones), array(towns), address ?? '']
  return JSON.stringify([`shuangxi_${role}`, ...person])
}, new WeakMap())

const SWITCH =
  "select set_config('role', $1, false), set_config('shuangxi.account', $2, false), " +
  "set_config('shuangxi.zones', $3, false), set_config('shuangxi.towns', $4, false), " +
  "set_config('shuangxi.address', $5, false)"

/**
 * Switches a connection that is in no transaction, in one round trip. Where it fails, what the
 * connection may do is unknown, and it must not be used again.
 */
export async function switchTo(client: Queryable, standing: SessionRole): Promise<void> {
  await client.query(SWITCH, JSON.parse(standing) as string[])
}
