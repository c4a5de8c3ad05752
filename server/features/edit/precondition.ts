/** If-Match: a change names the version that it is based on, so that no edit is lost. */
import type { Request } from 'express'
import { ProblemError } from '../../errors.ts'
import { etagVersion } from '../item.ts'
import { type Edition, editionOf } from './edition.ts'

/** The expected versions, any version, or an edition. */
export type Precondition = readonly string[] | '*' | Edition

/**
 * Returns the precondition: the versions in If-Match, `*` for any; without the header, the edition in the
 * address. Throws a ProblemError of status 428 if there is neither.
 */
export function preconditionOf(request: Request): Precondition {
  const header = request.get('if-match')?.trim()
  if (header === undefined || header === '') return editionOf(request) ?? missing()
  if (header === '*') return '*'
  return header.split(',').flatMap((etag) => etagVersion(etag.trim()) ?? [])
}

/** Throws a ProblemError of status 412 if the row has another version than expected. */
export function refuseStale(expected: readonly string[] | '*', version: string): void {
  if (expected !== '*' && !expected.includes(version)) throw stale
}

function missing(): never {
  throw new ProblemError(
    428,
    { zh: '需要 If-Match', en: 'If-Match required' },
    {
      zh: '修改前请先读取要素，并在 If-Match 中给出它的 ETag。不能发送 If-Match 的程序（如 QGIS）请以 /ogc/editing 为服务地址。',
      en: 'Read the feature first and send its ETag in If-Match. Programs that cannot send it, such as QGIS, use the URL /ogc/editing.',
    },
  )
}

const stale = new ProblemError(
  412,
  { zh: '要素已被他人修改', en: 'The feature has changed' },
  {
    zh: '要素在读取之后已被修改。请重新读取，再作修改。',
    en: 'The feature was changed after you read it. Read it again, then change it.',
  },
)
