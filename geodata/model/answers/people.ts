/** JSON of people of whom data are kept, as administrators find, export and erase them. */
import { z } from 'zod'

const personSchema = z.object({
  id: z.string(),
  kind: z.enum(['account', 'reporter']),
  name: z.string().nullable(),
  phone: z.string().nullable().describe('Most of it hidden'),
  incidents: z.int(),
  last_at: z.string().nullable(),
})
export type Person = z.infer<typeof personSchema>

export const peopleSchema = z.object({
  contacts_searched: z.boolean().describe('False where the server has no key of contacts'),
  people: z.array(personSchema),
})
export type FoundPeople = z.infer<typeof peopleSchema>
