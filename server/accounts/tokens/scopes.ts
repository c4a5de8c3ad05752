/** Scopes of tokens, within the rights of their account. */
import type { Scope } from '../../../geodata/model/scopes.ts'
import { ProblemError } from '../../errors.ts'

const POSITIONS = /^\/patrol\/units\/[^/]+\/positions\/?$/

/** Returns the scope that a request needs; undefined if any token is sufficient, `session` if none is. */
export function scopeFor(method: string, path: string): Scope | 'session' | undefined {
  // Paths in Express are case-insensitive.
  const plain = path.toLowerCase()
  if (/^\/admin(\/|$)/.test(plain)) return 'admin'
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  if (/^\/me\/?$/.test(plain) && isRead) return undefined
  if (/^\/(me|sign-in|sign-out)(\/|$)/.test(plain)) return 'session'
  if (POSITIONS.test(plain) && !isRead) return 'positions:write'
  return isRead ? 'read' : 'write'
}

/** Returns the path of a request's target, which may be an absolute URL. */
export function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : URL.canParse(target) ? new URL(target).pathname : '/'
  return path.split('?', 1)[0] ?? '/'
}

/** Creates the 403 of RFC 6750: the token is valid, but insufficient. */
export const insufficientScope = (needed: Scope | 'session') =>
  new ProblemError(
    403,
    { zh: '令牌权限不足', en: 'Missing token scope' },
    needed === 'session'
      ? { zh: '此操作不能用令牌，请登录后进行。', en: 'Tokens cannot do this. Sign in.' }
      : { zh: `令牌缺少 ${needed} 权限。`, en: `The token does not have the scope ${needed}.` },
    {
      'WWW-Authenticate': `Bearer realm="shuangxi", error="insufficient_scope"${needed === 'session' ? '' : `, scope="${needed}"`}`,
    },
  )
