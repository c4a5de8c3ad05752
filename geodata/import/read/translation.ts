/** Converts a layer to FlatGeobuf or to GeoJSON, one feature a line, in WGS 84, with ogr2ogr. */
import { join } from 'node:path'
import type { Text } from '../../model/text.ts'
import type { Extent } from '../crs.ts'
import { crsMisfit } from '../crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import { GdalError } from '../gdal/judge.ts'
import type { ImportRequest } from '../request.ts'
import type { FileLayer } from './file-layer.ts'
import { interchangeOf, TEXT } from './interchange.ts'
import type { Placement } from './placement.ts'
import { namesOf } from './placement.ts'
import type { PositionSurvey } from './positions.ts'
import { areFew, isInside, settlePositions } from './positions.ts'

export interface Translated {
  readonly path: string
  /** Ordinals, from 1, of features outside the system's area, whose geometries were removed. */
  readonly strays: ReadonlySet<number>
  readonly notes: readonly Text[]
}

interface Task {
  /** File name for messages. */
  readonly file: string
  readonly layer: FileLayer
  /** In coordinates of the file. */
  readonly extent: Extent
  readonly placement: Placement
  readonly request: Pick<ImportRequest, 'swapAxes' | 'where'>
  /** Runs ogr2ogr on the file. */
  readonly convert: (args: readonly string[], output: string) => Promise<readonly Text[]>
}

/** Straight lines in two dimensions. */
const SHAPE = [
  '-dim',
  'XY',
  '-nlt',
  'CONVERT_TO_LINEAR',
  // As text, because JSON numbers lose digits from 2^53.
  '-mapFieldType',
  'Integer64=String,Integer64List=StringList',
]
/**
 * Declares coordinates to be WGS 84, so that GDAL, which writes GeoJSON in WGS 84 only, does not change them.
 */
const AS_THEY_ARE = ['-a_srs', 'EPSG:4326']
const TO_WGS84 = ['-t_srs', 'EPSG:4326']

/**
 * Converts in one step if the layer lies in its system's area. Otherwise, or if axes are swapped, the
 * coordinates of the selected features are checked first. Throws ImportError if they cannot be in the system.
 */
export async function translateLayer(gdal: Gdal, task: Task): Promise<Translated> {
  const { layer, extent, placement, request, convert } = task
  const selection = [...(request.where === undefined ? [] : ['-where', request.where]), layer.name]
  if (!request.swapAxes && isInside(extent, placement.range)) {
    const { format, extension } = interchangeOf(layer)
    try {
      const args = [...format, ...SHAPE, ...directly(placement), ...selection]
      const notes = await convert(args, 'features')
      return { path: join(gdal.folder, `features.${extension}`), strays: new Set(), notes }
    } catch (error) {
      if (!(error instanceof GdalError && error.kind === 'reprojection')) throw error
    }
  }
  const notes = await convert([...TEXT, ...SHAPE, ...AS_THEY_ARE, ...selection], 'as-they-are')
  const path = join(gdal.folder, 'settled.geojsonl')
  const from = join(gdal.folder, 'as-they-are.geojsonl')
  const survey = await settlePositions(from, path, request.swapAxes === true, placement.range)
  if (survey.strays.size > 0 && !areFew(survey)) throw misfit(task, survey)
  if (placement.srs === null || survey.total === 0) return { path, strays: survey.strays, notes }
  try {
    await gdal.convert('ogr2ogr', path, [...TEXT, ...SHAPE, '-s_srs', placement.srs, ...TO_WGS84], 'features')
  } catch (error) {
    throw error instanceof GdalError && error.kind === 'reprojection' ? misfit(task, survey) : error
  }
  return { path: join(gdal.folder, 'features.geojsonl'), strays: survey.strays, notes }
}

function directly({ srs, isFromFile }: Placement): string[] {
  if (srs === null) return AS_THEY_ARE
  return isFromFile ? TO_WGS84 : ['-s_srs', srs, ...TO_WGS84]
}

const misfit = ({ file, layer, placement, extent }: Task, survey: PositionSurvey) =>
  crsMisfit(file, placement.name, survey.strayExtent ?? extent, namesOf(file, layer))
