/** People of whom data are kept, as the server finds them. */
import { z } from 'zod'

const peopleSchema = z.object({
  /** False where the server cannot read contacts: it has no key. */
  contacts_searched: z.boolean(),
  people: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['account', 'reporter']),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      incidents: z.number(),
      last_at: z.string().nullable(),
    }),
  ),
})
export type Found = z.infer<typeof peopleSchema>
export type Person = Found['people'][number]

export const readPeople = (body: unknown): Found => peopleSchema.parse(body)
