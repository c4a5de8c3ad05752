/** Switches a connection to a viewer's database role. */
import type { Queryable } from '../database/database.ts'
import { memo } from '../model/memo.ts'
import type { Viewer } from './viewer.ts'

/** A database role with settings, as a text for comparison. */
export type SessionRole = string

const array = (codes: readonly string[] | undefined): string =>
  codes === undefined ? '' : `{${codes.map((code) => `"${code.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** The system's session role, the initial one of every connection: the login. */
export const systemSessionRole: SessionRole = JSON.stringify(['none', '', '', '', ''])

/** Returns the session role for a viewer; for undefined, the system's. */
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
 * Switches a connection outside a transaction, in one round trip. After a failure its rights are unknown,
 * and it must not be used again.
 */
export async function switchTo(client: Queryable, sessionRole: SessionRole): Promise<void> {
  await client.query(SWITCH, JSON.parse(sessionRole) as string[])
}
