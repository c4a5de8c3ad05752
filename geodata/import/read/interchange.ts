/** Chooses the format in which GDAL writes a layer for us: complete first, then fast. */
import type { FileLayer } from './file-layer.ts'

/** Field types that FlatGeobuf keeps unchanged. It has no lists and writes times in another form. */
const plainTypes: ReadonlySet<string> = new Set(['String', 'Integer', 'Integer64', 'Real', 'Date'])
/** Other subtypes: numbers of four bytes would get extra digits, and JSON would become text. */
const plainSubtypes: ReadonlySet<string> = new Set(['None', 'Boolean', 'Int16'])

const FLATGEOBUF = [
  '-f',
  'FlatGeobuf',
  // The geometry type of each feature is kept.
  '-nlt',
  'GEOMETRY',
  '-lco',
  'SPATIAL_INDEX=NO',
]
/** Nine decimals of a degree: a tenth of a millimetre. */
export const TEXT: readonly string[] = ['-f', 'GeoJSONSeq', '-lco', 'COORDINATE_PRECISION=9']

export interface Interchange {
  readonly extension: 'fgb' | 'geojsonl'
  /** Arguments of ogr2ogr. */
  readonly format: readonly string[]
}

/**
 * Returns FlatGeobuf where it fits, because GDAL writes it ten times as fast as text; otherwise GeoJSON, one
 * feature a line.
 */
export function interchangeOf({ fields }: FileLayer): Interchange {
  const isPlain = fields.every(
    ({ name, type, subtype }) =>
      // FlatGeobuf's reader rejects columns without a name.
      name !== '' && plainTypes.has(type) && plainSubtypes.has(subtype ?? 'None'),
  )
  return isPlain ? { extension: 'fgb', format: FLATGEOBUF } : { extension: 'geojsonl', format: TEXT }
}
