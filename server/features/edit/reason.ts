/** Why a client changes a feature; versions of the feature keep it. */
import type { Request } from 'express'
import { z } from 'zod'
import { badParameter } from '../../errors.ts'

const MAX_CHARACTERS = 500

/** The reason as a member of the body; null or missing for none. */
export const whySchema = z
  .string()
  .trim()
  .min(1)
  .max(MAX_CHARACTERS)
  .refine((text) => !text.includes('\0'))

export const expectedReason = {
  zh: `1 到 ${MAX_CHARACTERS} 个字的理由`,
  en: `a reason of 1 to ${MAX_CHARACTERS} characters`,
}

/**
 * Returns the reason of a change: the member `why` of a validated body, otherwise the header Change-Reason, which
 * is percent-encoded UTF-8. Throws a ProblemError of status 400 if the header is too long or not decodable.
 */
export function reasonOf(request: Request, body?: unknown): string | undefined {
  const member = whySchema.safeParse(body instanceof Object && 'why' in body ? body.why : undefined)
  if (member.success) return member.data
  const header = request.get('change-reason')
  if (header === undefined) return undefined
  const read = whySchema.safeParse(decoded(header))
  if (read.success) return read.data
  const { zh, en } = expectedReason
  const encoded = { zh: `${zh}（百分号编码的 UTF-8）`, en: `${en} in percent-encoded UTF-8` }
  throw badParameter('Change-Reason', encoded, header)
}

function decoded(header: string): string | undefined {
  try {
    return decodeURIComponent(header)
  } catch {
    return undefined
  }
}
