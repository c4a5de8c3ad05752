/** Checks roles before the database is queried; PostgreSQL's policies refuse the same. */

import { hasRole, type Viewer } from '../../geodata/access/viewer.ts'
import { type Role, roles } from '../../geodata/model/roles.ts'
import type { Text } from '../../geodata/model/text.ts'
import { refusal } from './refusal.ts'

/**
 * Throws a ProblemError if a viewer does not have the role: 401 for the public, otherwise 403. `what`
 * completes "… is for …", as in "Tracks of units".
 */
export function requireRole(viewer: Viewer, role: Exclude<Role, 'public'>, what: Text): void {
  if (hasRole(viewer, role)) return
  const allowed = roles.filter(
    (one) => one === role || one === 'admin' || (role === 'officer' && one === 'lead'),
  )
  throw refusal(viewer, {
    zh: `${what.zh}仅限下列角色：${allowed.join('、')}。`,
    en: `${what.en}: only for ${allowed.join(', ')}.`,
  })
}
