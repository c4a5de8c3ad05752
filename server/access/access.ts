/** Identifies the viewer of a request by its credentials. */
import type { IncomingMessage } from 'node:http'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { ProblemError } from '../errors.ts'

/** The parts of a request that identify its sender. */
type AskingRequest = Pick<IncomingMessage, 'headers' | 'socket'>

export interface Access {
  /**
   * Returns the sender's viewer; `publicViewer` without credentials. Synchronous if no query is necessary, so
   * that a tile from memory is sent at once. Throws a ProblemError of status 401 for invalid or expired
   * credentials.
   */
  identify(request: AskingRequest): Viewer | Promise<Viewer>
  /** Returns whether an identified request may use a method: false if its token lacks the scope. */
  hasScope?(request: IncomingMessage, method: string): boolean
  /** Calls back whenever identities may have changed, for example when a session or token has ended. */
  onChange?(callback: () => void): void
}

/** Creates the 401 for invalid credentials. */
export const notRecognised = () =>
  new ProblemError(
    401,
    { zh: '身份未被承认', en: 'Not recognised' },
    {
      zh: 'Authorization 应为“Bearer ”加一个有效令牌，收到的令牌无效或已失效。统一身份账号须定期登录，其令牌才继续有效。',
      en: 'Authorization should be "Bearer " and a valid token, but the token is not valid (any more). Tokens of an account of the OpenID provider need a recent sign-in.',
    },
    { 'WWW-Authenticate': 'Bearer realm="shuangxi", error="invalid_token"' },
  )
