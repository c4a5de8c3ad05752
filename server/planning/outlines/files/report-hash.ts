/** The hash of a result, and the address of the page that computes it again. */
import type { OutlineCheck } from '../../../../geodata/model/answers/planning-outlines.ts'
import { contentHash } from '../../../report/content-hash.ts'
import type { OutlineSetRow } from '../rows.ts'

/** Returns the SHA-256 of what a report tells: outlines, their system, and all results. */
export const resultHash = (
  { id, name, system, outlines }: OutlineSetRow,
  checks: readonly OutlineCheck[],
): string => contentHash({ id, name, system: system ?? null, outlines, checks })

export const resultCheckAddress = (base: string, id: string, sha256: string): string =>
  `${base}/planning/outlines/${id}/report/check?sha256=${sha256}`
