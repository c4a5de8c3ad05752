/** The arguments by which ogr2ogr brings a layer to what the import reads. */
import type { Crs } from '../crs.ts'
import type { ImportRequest } from '../job.ts'

/** Straight lines, two dimensions, WGS 84 at a tenth of a millimetre. */
export function translation(layer: string, crs: Crs | null, { swapAxes, where }: ImportRequest): string[] {
  const shape = [
    '-f',
    'GeoJSONSeq',
    '-dim',
    'XY',
    '-nlt',
    'CONVERT_TO_LINEAR',
    '-lco',
    'COORDINATE_PRECISION=9',
    // As text, since numbers of JSON lose digits from 2^53 on.
    '-mapFieldType',
    'Integer64=String,Integer64List=StringList',
  ]
  const isShifted = crs === 'GCJ-02' || crs === 'BD-09'
  return [
    ...shape,
    ...(swapAxes ? ['-swapxy'] : []),
    ...(where === undefined ? [] : ['-where', where]),
    ...(isShifted ? ['-a_srs', 'EPSG:4326'] : ['-t_srs', 'EPSG:4326']),
    ...(crs === null || isShifted ? [] : ['-s_srs', crs]),
    layer,
  ]
}
