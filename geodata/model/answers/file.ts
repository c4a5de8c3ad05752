/** JSON of uploads and results. */
import { z } from 'zod'

export const fileSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['upload', 'result']),
  name: z.string(),
  media_type: z.string(),
  bytes: z.int().describe('Size of the whole file'),
  received: z.int().describe('Bytes received; the next part begins there'),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
})

export const filesSchema = z.object({ files: z.array(fileSchema) })

export type FileAnswer = z.infer<typeof fileSchema>

/** The largest part of an upload, in bytes. */
export const MAX_PART_BYTES = 4 * 1024 ** 2
