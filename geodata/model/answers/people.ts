/** JSON of people whose data are stored, for administrators. */
import { z } from 'zod'

const personSchema = z.object({
  id: z.string(),
  kind: z.enum(['account', 'reporter']),
  name: z.string().nullable(),
  phone: z.string().nullable().describe('Mostly masked'),
  incidents: z.int(),
  last_at: z.string().nullable(),
})
export type Person = z.infer<typeof personSchema>

export const peopleSchema = z.object({
  contacts_searched: z.boolean().describe('False if the server has no key for contacts'),
  people: z.array(personSchema),
})
export type FoundPeople = z.infer<typeof peopleSchema>
