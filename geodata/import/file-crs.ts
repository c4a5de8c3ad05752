/** Reads the coordinate system that a file declares, from GDAL's description. */
import { z } from 'zod'
import { ImportError } from './error.ts'

const datumSchema = z.object({ name: z.string() })

/** As in GDAL's JSON: WKT, and PROJJSON where GDAL can write it. */
export const coordinateSystemSchema = z
  .object({
    wkt: z.string(),
    projjson: z
      .object({
        type: z.string().optional(),
        name: z.string().optional(),
        id: z.object({ authority: z.string(), code: z.number() }).optional(),
        bbox: z
          .object({
            south_latitude: z.number(),
            west_longitude: z.number(),
            north_latitude: z.number(),
            east_longitude: z.number(),
          })
          .optional(),
        datum: datumSchema.optional(),
        datum_ensemble: datumSchema.optional(),
        base_crs: z
          .object({ datum: datumSchema.optional(), datum_ensemble: datumSchema.optional() })
          .optional(),
      })
      .optional(),
  })
  .nullish()

export type CoordinateSystem = NonNullable<z.infer<typeof coordinateSystemSchema>>

export interface FileCrs {
  /** `EPSG:4549` if the file or its WKT has a code, otherwise the system's name. */
  readonly name: string
  /**
   * Whether the datum converts to WGS 84 without local parameters: WGS 84 and CGCS2000 only. GDAL would place
   * Beijing 1954 and Xian 1980 tens of metres off.
   */
  readonly isCertain: boolean
}

/** Returns null if the file declares none. */
export function fileCrsOf(system: CoordinateSystem | null | undefined): FileCrs | null {
  if (!system || system.wkt.trim() === '' || /^(ENGCRS|LOCAL_CS)/.test(system.wkt)) return null
  const { wkt, projjson } = system
  const code =
    projjson?.id?.authority === 'EPSG' ? projjson.id.code : Number(/ID\["EPSG",(\d+)\]\]\s*$/.exec(wkt)?.[1])
  const name = projjson?.name ?? /^\w+\["([^"]+)"/.exec(wkt)?.[1] ?? 'WKT'
  return {
    name: Number.isInteger(code) ? `EPSG:${code}` : name,
    isCertain: CERTAIN.test(datumOf(system)),
  }
}

const CERTAIN =
  /World[ _]Geodetic[ _]System[ _]1984|WGS[ _]?(19)?84|China[ _]2000|CGCS[ _]?2000|China[ _]Geodetic[ _]Coordinate[ _]System[ _]2000/i

/** Returns the datum itself, because names of systems and targets of a bound system are not reliable. */
function datumOf({ wkt, projjson }: CoordinateSystem): string {
  const base = projjson?.base_crs ?? projjson
  const named = base?.datum?.name ?? base?.datum_ensemble?.name
  return named ?? /(?:DATUM|ENSEMBLE|TRF)\["([^"]+)"/.exec(wkt)?.[1] ?? wkt
}

/** Creates the error that asks for the parameters of a datum that has no known conversion to WGS 84. */
export function crsUncertain(file: string, name: string): ImportError {
  return new ImportError({
    zh: `${file} 的坐标系为 ${name}，其到 WGS 84 的转换需要地方参数，直接转换会偏移几十米。请先转换为 CGCS2000，或用 --towgs84 dx,dy,dz[,rx,ry,rz,s] 给出参数；坐标实际已是 CGCS2000 的，用 --crs 指定。`,
    en: `${file} is in ${name}, whose transformation to WGS 84 needs local parameters; without them it would be shifted by tens of metres. Convert it to CGCS2000 first, give the parameters by --towgs84 dx,dy,dz[,rx,ry,rz,s], or give the real system of its coordinates by --crs.`,
  })
}
