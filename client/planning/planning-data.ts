/** Reads land use totals and control checks from the server. */
import { collectionSchema } from '../../geodata/model/answers/collections.ts'
import { controlLinesSchema } from '../../geodata/model/answers/control-lines.ts'
import { landUseSummarySchema } from '../../geodata/model/answers/land-use-summary.ts'

/** Extent of a collection (west, south, east, north); undefined if it has no features. */
export const readExtent = (body: unknown) => collectionSchema.parse(body).extent?.spatial?.bbox[0]
export const readSummary = (body: unknown) => landUseSummarySchema.parse(body)
export const readControlLines = (body: unknown) => controlLinesSchema.parse(body)
