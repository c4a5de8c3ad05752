/** If-Match: a change names the version that it was made from, so that nobody's change is lost. */
import type { Request } from 'express'
import { ProblemError } from '../../errors.ts'
import { etagVersion } from '../item.ts'

/** The versions that If-Match names; `*` is any. Throws a ProblemError of status 428 without the header. */
export function expectedVersions(request: Request): readonly string[] | '*' {
  const header = request.get('if-match')?.trim()
  if (header === undefined || header === '') throw missing
  if (header === '*') return '*'
  // A weak ETag names no version for sure.
  return header.split(',').flatMap((etag) => etagVersion(etag.trim()) ?? [])
}

/** Throws a ProblemError of status 412 where the row has another version than was expected. */
export function refuseStale(expected: readonly string[] | '*', version: string): void {
  if (expected !== '*' && !expected.includes(version)) throw stale
}

const missing = new ProblemError(
  428,
  { zh: '需要 If-Match', en: 'If-Match is needed' },
  {
    zh: '修改前请先读取要素，并在 If-Match 中给出它的 ETag。',
    en: 'Read the feature first and give its ETag in If-Match.',
  },
)

const stale = new ProblemError(
  412,
  { zh: '要素已被他人修改', en: 'The feature has changed' },
  {
    zh: '要素在读取之后已被修改。请重新读取，再作修改。',
    en: 'The feature was changed after it was read: read it again, then change it.',
  },
)
