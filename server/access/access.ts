/** Identifies the viewer of a request by its credentials. */
import type { IncomingMessage } from 'node:http'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { ProblemError } from '../errors.ts'

/** The parts of a request that identify its sender. */
type AskingRequest = Pick<IncomingMessage, 'headers' | 'socket'>

export interface Access {
  /**
   * Who sends a request: `publicViewer` without credentials. At once wherever nothing has to be asked,
   * so that a tile from memory waits for nobody.
   * @throws ProblemError 401 for credentials that are not or no longer good
   */
  identify(request: AskingRequest): Viewer | Promise<Viewer>
  /** Whether a request that was identified may be sent with a method: false if its token lacks the scope. */
  hasScope?(request: IncomingMessage, method: string): boolean
  /** Calls back whenever someone may have become another, as when a session or token has ended. */
  onChange?(callback: () => void): void
}

/** 401: the header is none that stands for anyone. */
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
