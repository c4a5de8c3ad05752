/** Opens a vector file by GDAL, chooses its layer, encoding and coordinate system, and streams features. */
import { basename, join } from 'node:path'
import type { Feature, Geometry } from 'geojson'
import type { Gdal } from '../gdal/gdal.ts'
import type { ImportRequest } from '../job.ts'
import { decodeLayer } from './encoding.ts'
import { readFeatures } from './feature-lines.ts'
import { chooseLayer, describeFile } from './file-layer.ts'
import { layerCrs } from './layer-crs.ts'
import { translation } from './translation.ts'
import { checkZip } from './zip.ts'

export interface VectorSource {
  readonly fields: readonly string[]
  readonly featureCount: number
  /** Longitudes and latitudes of `features` are in this system; all others are WGS 84 already. */
  readonly shifted: 'GCJ-02' | 'BD-09' | null
  /** What names were read as, where the file does not say. */
  readonly encoding: string | null
  /** GDAL puts UTC behind the times of a File Geodatabase, which are clock times without a zone. */
  readonly lacksOffsets: boolean
  features(): AsyncGenerator<Feature<Geometry | null>>
}

/** Opens what the request names. Throws ImportError where it cannot be read or is not certain. */
export async function openVector(gdal: Gdal, request: ImportRequest): Promise<VectorSource> {
  const { file } = request
  const name = basename(file)
  if (/\.(zip|kmz)$/i.test(file)) await checkZip(file)
  const info = await describeFile(gdal, file, [])
  const chosen = chooseLayer(name, info.layers, request)
  const crs = layerCrs(name, chosen, request)
  const translate = async (openOptions: readonly string[]) => {
    await gdal.convert('ogr2ogr', file, translation(chosen.name, crs, request), 'features', openOptions)
    return join(gdal.folder, 'features.geojsonl')
  }
  const { layer, encoding, path } = await decodeLayer(gdal, file, info, chosen, translate)
  return {
    fields: layer.fields.map((field) => field.name),
    featureCount: layer.featureCount,
    shifted: crs === 'GCJ-02' || crs === 'BD-09' ? crs : null,
    encoding,
    lacksOffsets: info.driverShortName === 'OpenFileGDB',
    features: () => readFeatures(path),
  }
}
