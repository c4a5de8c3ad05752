/** JSON of a photo that was sent. */
import { z } from 'zod'

export const sentPhotoSchema = z.object({
  id: z.string(),
  width: z.int(),
  height: z.int(),
  place: z
    .object({ lon: z.number(), lat: z.number() })
    .nullable()
    .describe("Where the camera says that it was, WGS 84: for the sender to confirm; it isn't stored"),
  taken_at: z.string().nullable().describe("By the camera's clock, without a zone"),
})
