/** The format in which GDAL hands a layer over, so that nothing of it is lost and little time is. */
import type { FileLayer } from './file-layer.ts'

/** Types of fields that FlatGeobuf keeps as they are. It has no lists, and writes times otherwise. */
const plainTypes: ReadonlySet<string> = new Set(['String', 'Integer', 'Integer64', 'Real', 'Date'])
/** Of these, numbers of four bytes would get digits that nobody wrote, and JSON would stay text. */
const plainSubtypes: ReadonlySet<string> = new Set(['None', 'Boolean', 'Int16'])

const FLATGEOBUF = [
  '-f',
  'FlatGeobuf',
  // Each feature says its own kind of geometry.
  '-nlt',
  'GEOMETRY',
  '-lco',
  'SPATIAL_INDEX=NO',
]
/** To a tenth of a millimetre in degrees. */
export const TEXT: readonly string[] = ['-f', 'GeoJSONSeq', '-lco', 'COORDINATE_PRECISION=9']

export interface Interchange {
  readonly extension: 'fgb' | 'geojsonl'
  /** Arguments of ogr2ogr. */
  readonly format: readonly string[]
}

/**
 * FlatGeobuf where it fits, since GDAL writes it ten times as fast as text; otherwise GeoJSON, one
 * feature a line.
 */
export function interchangeOf({ fields }: FileLayer): Interchange {
  const isPlain = fields.every(
    ({ name, type, subtype }) =>
      // FlatGeobuf's reader takes no column without a name.
      name !== '' && plainTypes.has(type) && plainSubtypes.has(subtype ?? 'None'),
  )
  return isPlain ? { extension: 'fgb', format: FLATGEOBUF } : { extension: 'geojsonl', format: TEXT }
}
