/** Who an endpoint is for, said before the database is asked: PostgreSQL refuses the same by its policies. */
import { type Role, roles } from '../../geodata/model/roles.ts'
import type { Text } from '../../geodata/model/text.ts'
import { hasRole, type Viewer } from '../../geodata/viewer.ts'
import { ProblemError } from '../errors.ts'

/**
 * Throws a ProblemError where a viewer has not the role: 401 for the public, else 403. `what` completes
 * "… is for …", as in "Tracks of units".
 */
export function requireRole(viewer: Viewer, role: Exclude<Role, 'public'>, what: Text): void {
  if (hasRole(viewer, role)) return
  const allowed = roles.filter(
    (one) => one === role || one === 'admin' || (role === 'officer' && one === 'lead'),
  )
  if (viewer.account === undefined && viewer.role === 'public') {
    throw new ProblemError(
      401,
      { zh: '需要登录', en: 'Sign in first' },
      {
        zh: `${what.zh}仅限下列角色：${allowed.join('、')}。请先登录，或在 Authorization 中给出“Bearer ”加令牌。`,
        en: `${what.en}: only for ${allowed.join(', ')}. Sign in, or send an Authorization header of "Bearer " and a token.`,
      },
      { 'WWW-Authenticate': 'Bearer realm="shuangxi"' },
    )
  }
  throw new ProblemError(
    403,
    { zh: '没有权限', en: 'Not allowed' },
    {
      zh: `${what.zh}仅限下列角色：${allowed.join('、')}。`,
      en: `${what.en}: only for ${allowed.join(', ')}.`,
    },
  )
}
