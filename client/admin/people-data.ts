/** Reads people whose data are stored. */
import { type FoundPeople, peopleSchema } from '../../geodata/model/answers/people.ts'

export const readPeople = (body: unknown): FoundPeople => peopleSchema.parse(body)
