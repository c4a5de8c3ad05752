/** The arguments by which ogr2ogr brings a layer to what the import reads. */
import type { Crs, Extent } from '../crs.ts'
import type { ImportRequest } from '../job.ts'

/**
 * Straight lines, two dimensions, WGS 84 at a tenth of a millimetre. `extent` is the layer's, as the
 * file writes it.
 */
export function translation(
  layer: string,
  crs: Crs | null,
  extent: Extent,
  { swapAxes, where }: ImportRequest,
): string[] {
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
    ...(swapAxes ? swapping(extent) : []),
    ...(where === undefined ? [] : ['-where', where]),
    ...(isShifted ? ['-a_srs', 'EPSG:4326'] : ['-t_srs', 'EPSG:4326']),
    ...(crs === null || isShifted ? [] : ['-s_srs', crs]),
    layer,
  ]
}

/** Four control points that say that x is y, by which ogr2ogr swaps before it reprojects: it has no option. */
function swapping([minX, minY, maxX, maxY]: Extent): string[] {
  const right = Math.max(maxX, minX + 1)
  const top = Math.max(maxY, minY + 1)
  const corners = [
    [minX, minY],
    [right, minY],
    [minX, top],
    [right, top],
  ]
  return [...corners.flatMap(([x, y]) => ['-gcp', String(x), String(y), String(y), String(x)]), '-order', '1']
}
