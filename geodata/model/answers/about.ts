/** What `GET /about` answers, and `about.json` of a published copy. */
import { z } from 'zod'

const componentSchema = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string().describe('SPDX expression'),
  source: z.string().describe('URL of its source code'),
  package: z.string().describe('The npm package that contains it'),
})
export type Component = z.infer<typeof componentSchema>

export const aboutSchema = z.object({
  database: z.enum(['embedded', 'postgis', 'none']).describe('none: a published copy, without a server'),
  synthetic: z.boolean(),
  map_approval_number: z.string().nullable(),
  credits: z.array(z.string()),
  version: z.string(),
  components: z.array(componentSchema).describe('Included programs under licences that are not permissive'),
})
export type About = z.infer<typeof aboutSchema>
