/** People of whom data are kept, checked on arrival. */
import { type FoundPeople, peopleSchema } from '../../geodata/model/answers/people.ts'

export const readPeople = (body: unknown): FoundPeople => peopleSchema.parse(body)
