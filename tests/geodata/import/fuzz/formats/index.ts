import type { FuzzFormat } from '../format.ts'
import { dem } from './dem.ts'
import { osm } from './osm.ts'
import { vectorFormats } from './vector.ts'

/** All formats that `npm run fuzz:import` knows. */
export const formats: readonly FuzzFormat[] = [osm, dem, ...vectorFormats]
