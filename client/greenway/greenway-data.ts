/** Reads greenways and their details from the server. */
import {
  entrancePageSchema,
  greenwayLineSchema,
  greenwayPageSchema,
  greenwaySchema,
} from '../../geodata/model/answers/greenways.ts'

/** All greenways with their lines. */
export const listPath = '/collections/greenways/items?limit=500'
export const readList = (body: unknown) => greenwayPageSchema.parse(body).features
export const readSummary = (body: unknown) => greenwaySchema.parse(body)
export const readLine = (body: unknown) => greenwayLineSchema.parse(body).geometry.coordinates
export const readEntrances = (body: unknown) => entrancePageSchema.parse(body).features

export type ListedGreenway = ReturnType<typeof readList>[number]
export type ListedEntrance = ReturnType<typeof readEntrances>[number]
