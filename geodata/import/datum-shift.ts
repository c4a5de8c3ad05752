/** Transforms a datum to WGS 84 by parameters of the user (布尔莎三参数、七参数). */
import { ImportError } from './error.ts'

/** In metres, arc seconds and parts per million, as in PROJ's `+towgs84` and EPSG:9606 (position vector). */
export type DatumShift = readonly [
  dx: number,
  dy: number,
  dz: number,
  rx: number,
  ry: number,
  rz: number,
  scale: number,
]

/** Limits of each parameter; larger values are in other units. */
const LIMITS: DatumShift = [2000, 2000, 2000, 60, 60, 60, 100]

/** Reads `--towgs84 dx,dy,dz` or `dx,dy,dz,rx,ry,rz,s`. Throws ImportError for anything else. */
export function parseDatumShift(text: string): DatumShift {
  const parts = text
    .normalize('NFKC')
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
  const numbers = parts.map(Number)
  const isWhole = numbers.length === 3 || numbers.length === 7
  const values = LIMITS.map((_, i) => numbers[i] ?? 0)
  if (isWhole && values.every((value, i) => Math.abs(value) <= (LIMITS[i] ?? 0))) {
    return values as unknown as DatumShift
  }
  throw new ImportError({
    zh: `--towgs84 应为 dx,dy,dz（米）或 dx,dy,dz,rx,ry,rz,s（米、角秒、百万分之一，位置矢量法，即布尔莎七参数），收到的是“${text}”。`,
    en: `--towgs84 should be dx,dy,dz in metres or dx,dy,dz,rx,ry,rz,s in metres, arc seconds and parts per million (position vector, EPSG:9606), but was "${text}".`,
  })
}

const WGS84 =
  'GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",4326]]'

const PARAMETERS = [
  ['X-axis translation', 8605],
  ['Y-axis translation', 8606],
  ['Z-axis translation', 8607],
  ['X-axis rotation', 8608],
  ['Y-axis rotation', 8609],
  ['Z-axis rotation', 8610],
  ['Scale difference', 8611],
] as const

/**
 * Returns WKT of a system bound to WGS 84 by the parameters. It has no code, because GDAL drops the
 * parameters of a system with a code.
 */
export function boundCrs(wkt: string, shift: DatumShift): string {
  const [dx, dy, dz, rx, ry, rz, scale] = shift
  // WKT has the scale as a factor.
  const values = [dx, dy, dz, rx, ry, rz, 1 + scale / 1e6]
  const parameters = PARAMETERS.map(
    ([name, code], i) => `PARAMETER["${name}",${values[i]},ID["EPSG",${code}]]`,
  )
  const method = 'METHOD["Position Vector transformation (geog2D domain)",ID["EPSG",9606]]'
  const source = wkt.replaceAll(/,\s*ID\["[^"]*",\s*"?[\w.]+"?\]/g, '')
  return `BOUNDCRS[SOURCECRS[${source}],TARGETCRS[${WGS84}],ABRIDGEDTRANSFORMATION["--towgs84",${method},${parameters.join(',')}]]`
}
