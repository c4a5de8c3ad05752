/** The versions of a feature: when, who, why. */
import { z } from 'zod'

const versionSchema = z.object({
  since: z.string(),
  until: z.string().nullable().describe('Null for the present version'),
  begun_by: z.string().nullable().describe('Who made it, for planners only; null for imports by command'),
  begun_for: z.string().nullable().describe('Why, such as the imported file or the reason of an edit'),
  deleted: z.boolean().describe('Whether the feature was deleted at `until`'),
  deleted_by: z.string().nullable(),
  deleted_for: z.string().nullable(),
})

export const featureVersionsSchema = z.object({
  versions: z.array(versionSchema).describe('The latest first, at most 200'),
})
