import type { FuzzFormat } from '../format.ts'
import { dem } from './dem.ts'
import { osm } from './osm.ts'

/** All formats that `npm run fuzz:import` knows. */
export const formats: readonly FuzzFormat[] = [osm, dem]
