/** Where the features of a collection are. */
import { collectionSchema } from '../../geodata/model/answers/collections.ts'

/** Returns the extent of a collection (west, south, east, north); undefined if it has no features. */
export const readExtent = (body: unknown) => collectionSchema.parse(body).extent?.spatial?.bbox[0]
