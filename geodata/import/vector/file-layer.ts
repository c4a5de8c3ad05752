/** The layers of a vector file as GDAL describes them, and the choice of the one to import. */
import { basename } from 'node:path'
import { z } from 'zod'
import { ImportError } from '../error.ts'
import { coordinateSystemSchema } from '../file-crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import type { ImportRequest } from '../job.ts'

const layerSchema = z.object({
  name: z.string(),
  featureCount: z.number(),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
  metadata: z.object({ SHAPEFILE: z.record(z.string(), z.string()).optional() }).optional(),
  geometryFields: z.array(
    z.object({ extent: z.array(z.number()).optional(), coordinateSystem: coordinateSystemSchema }),
  ),
})
const infoSchema = z.object({ driverShortName: z.string(), layers: z.array(layerSchema) })

export type FileLayer = z.infer<typeof layerSchema>
export type FileInfo = z.infer<typeof infoSchema>

/** Throws ImportError where GDAL cannot open the file or finds a raster. */
export async function describeFile(
  gdal: Gdal,
  file: string,
  openOptions: readonly string[],
): Promise<FileInfo> {
  const { type, info } = await gdal.info(file, openOptions)
  if (type === 'vector') return infoSchema.parse(info)
  const name = basename(file)
  throw new ImportError({
    zh: `${name} 是栅格文件；高程请用 --as dem。`,
    en: `${name} is a raster; elevations are imported by --as dem.`,
  })
}

/** The same layer, described again with other open options. */
export async function layerNamed(
  gdal: Gdal,
  file: string,
  layer: FileLayer,
  openOptions: readonly string[],
): Promise<FileLayer> {
  const { layers } = await describeFile(gdal, file, openOptions)
  return layers.find(({ name }) => name === layer.name) ?? layer
}

/** The layer asked for, the only one with features, or the one that is called like the table. */
export function chooseLayer(
  file: string,
  layers: readonly FileLayer[],
  { layer, as }: ImportRequest,
): FileLayer {
  const filled = layers.filter(({ featureCount }) => featureCount !== 0)
  const chosen =
    layer === undefined
      ? filled.length === 1
        ? filled[0]
        : filled.find(({ name }) => name === as)
      : layers.find(({ name }) => name === layer)
  if (chosen) return chosen
  const names = layers.map(({ name, featureCount }) => `${name} (${featureCount})`).join(', ')
  if (filled.length === 0) {
    throw new ImportError({ zh: `${file} 中没有要素。`, en: `There are no features in ${file}.` })
  }
  throw new ImportError({
    zh: `${file} 有多个图层，请用 --layer 指定：${names}。`,
    en: `${file} has several layers: name one by --layer. There are: ${names}.`,
  })
}
