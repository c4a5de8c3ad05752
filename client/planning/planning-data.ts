/** What the desk asks the server for, checked on arrival. */
import { collectionSchema } from '../../geodata/model/answers/collections.ts'
import { controlLinesSchema } from '../../geodata/model/answers/control-lines.ts'
import { landUseSummarySchema } from '../../geodata/model/answers/land-use-summary.ts'

/** Where a collection's features are: west, south, east, north; undefined for one without features. */
export const readExtent = (body: unknown) => collectionSchema.parse(body).extent?.spatial?.bbox[0]
export const readSummary = (body: unknown) => landUseSummarySchema.parse(body)
export const readControlLines = (body: unknown) => controlLinesSchema.parse(body)
