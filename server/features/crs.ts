/** Coordinate systems in parameters and headers. */
import { z } from 'zod'
import { CRS84, type Crs, coordinateSystems, crs84, findCrs } from '../../geodata/model/coordinate-systems.ts'
import { parameter } from '../http/parameters.ts'

const uris = coordinateSystems.map(({ uri }) => uri)

/** Returns the schema of a parameter with a coordinate system: `crs`, `bbox-crs` or `filter-crs`. */
export const crsParameter = () =>
  parameter(
    z
      .string()
      .max(200)
      .transform((name, context) => {
        const crs = findCrs(name)
        if (crs !== undefined) return crs
        context.addIssue({ code: 'custom', message: 'no such coordinate system' })
        return z.NEVER
      })
      // A function, because zod would copy an object.
      .default(() => crs84),
    { zh: `坐标系之一：${uris.join('、')}`, en: `one of the coordinate systems ${uris.join(', ')}` },
    { type: 'string', format: 'uri', enum: uris, default: CRS84 },
  )

/** Returns the value of the Content-Crs header. */
export const contentCrs = (crs: Crs): string => `<${crs.uri}>`
