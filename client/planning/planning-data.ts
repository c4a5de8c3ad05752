/** Parses the server's answers for the desk. */
import { controlLinesSchema } from '../../geodata/model/answers/control-lines.ts'
import { landUseSummarySchema } from '../../geodata/model/answers/land-use-summary.ts'
import { parcelPageSchema, parcelPlacesSchema } from '../../geodata/model/answers/parcels.ts'

export const readSummary = (body: unknown) => landUseSummarySchema.parse(body)
export const readControlLines = (body: unknown) => controlLinesSchema.parse(body)
export const readParcels = (body: unknown) => parcelPageSchema.parse(body)
export const readPlaces = (body: unknown) => parcelPlacesSchema.parse(body)
