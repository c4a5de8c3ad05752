import type { FuzzFormat } from '../format.ts'
import { dem } from './dem.ts'
import { osm } from './osm.ts'
import { surveyFormats } from './survey.ts'
import { vectorFormats } from './vector.ts'

/** All formats of `npm run fuzz:import`. */
export const formats: readonly FuzzFormat[] = [osm, dem, ...vectorFormats, ...surveyFormats]
