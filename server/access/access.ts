/** Who is asking: the role that a request's bearer token stands for. */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Role } from '../../geodata/model/roles.ts'
import { ProblemError } from '../errors.ts'

export interface AccessToken {
  readonly role: Role
  /** Of the token's UTF-8 bytes, in lower-case hex: the settings never hold the token itself. */
  readonly sha256: string
}

export interface Access {
  /**
   * `public` without an Authorization header.
   * @throws ProblemError 401 for a header that is no bearer token of the settings
   */
  roleOf(request: Pick<IncomingMessage, 'headers'>): Role
}

export function accessByTokens(tokens: readonly AccessToken[]): Access {
  const roleByDigest = new Map(tokens.map(({ role, sha256 }) => [sha256, role]))
  return {
    roleOf({ headers }) {
      const { authorization } = headers
      if (authorization === undefined) return 'public'
      const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
      const role = token && roleByDigest.get(createHash('sha256').update(token).digest('hex'))
      if (!role) throw unknownToken()
      return role
    },
  }
}

const unknownToken = () =>
  new ProblemError(
    401,
    { zh: '身份未被承认', en: 'Not recognised' },
    {
      zh: 'Authorization 应为“Bearer ”加一个有效令牌，收到的令牌无效或已失效。',
      en: 'Authorization should be "Bearer " and a valid token, but the one that came is not or no longer valid.',
    },
    { 'WWW-Authenticate': 'Bearer realm="shuangxi", error="invalid_token"' },
  )
