/** Refusals for missing rights, the same everywhere. */

import type { Viewer } from '../../geodata/access/viewer.ts'
import type { Text } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'

/**
 * Returns whether the viewer has an account. A signed-in viewer without roles sees no more than the public.
 */
export const isKnown = ({ role, account }: Viewer): boolean => role !== 'public' || account !== undefined

/** Creates the 401 for the public, with how to sign in; `why` is a sentence in both languages. */
export function signInFirst(why: Text): ProblemError {
  return new ProblemError(
    401,
    { zh: '需要登录', en: 'Sign in first' },
    {
      zh: `${why.zh}请先登录，或在 Authorization 中给出“Bearer ”加令牌。`,
      en: `${why.en} Sign in, or send an Authorization header of "Bearer " and a token.`,
    },
    { 'WWW-Authenticate': 'Bearer realm="shuangxi"' },
  )
}

/** Creates a 401 for the public, otherwise a 403. */
export function refusal(viewer: Viewer, why: Text): ProblemError {
  return isKnown(viewer)
    ? new ProblemError(403, { zh: '没有权限', en: 'Not allowed' }, why)
    : signInFirst(why)
}
