/** Reads GDAL's description of the layers of a vector file, and chooses the one to import. */
import { z } from 'zod'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import { coordinateSystemSchema } from '../file-crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import { chooseNamed } from './named-layer.ts'
import type { PreparedFile } from './prepared-file.ts'

const layerSchema = z.object({
  name: z.string(),
  featureCount: z.number(),
  fields: z.array(z.object({ name: z.string(), type: z.string(), subtype: z.string().optional() })),
  geometryFields: z.array(
    z.object({
      type: z.string().optional(),
      extent: z.array(z.number()).optional(),
      coordinateSystem: coordinateSystemSchema,
    }),
  ),
})
const infoSchema = z.object({ driverShortName: z.string(), layers: z.array(layerSchema) })

export type FileLayer = z.infer<typeof layerSchema>
export type FileInfo = z.infer<typeof infoSchema> & {
  /** Warnings of GDAL, and pictures or grids beside the layers. */
  readonly notes: readonly Text[]
}

/** Throws ImportError if GDAL cannot open the file or finds a raster. */
export async function describeFile(gdal: Gdal, { path, name, settings }: PreparedFile): Promise<FileInfo> {
  const { type, info, hasBands, notes } = await gdal.info(path, settings)
  if (type === 'raster') {
    throw new ImportError({
      zh: `${name} 是栅格文件；高程请用 --as dem。`,
      en: `${name} is a raster; import elevations with --as dem.`,
    })
  }
  const grids: Text[] = hasBands
    ? [{ zh: '文件中的栅格图层未读', en: 'Raster layers of the file are not read' }]
    : []
  return { ...infoSchema.parse(info), notes: [...notes, ...grids] }
}

/** Chooses as `chooseNamed`; tables without geometry only if they are asked for. */
export function chooseLayer(
  { name, layer }: PreparedFile,
  layers: readonly FileLayer[],
  as: string,
): { chosen: FileLayer; others: Text[] } {
  const named = layers.map((each) => ({
    name: each.name,
    featureCount: each.featureCount,
    hasGeometry: each.geometryFields.length > 0,
    layer: each,
  }))
  const { chosen, others } = chooseNamed(name, named, { layer, as })
  return { chosen: chosen.layer, others }
}

/** Returns whether other layers have features that could be imported. */
export const hasSeveral = (layers: readonly FileLayer[]) =>
  layers.filter(({ featureCount, geometryFields }) => featureCount !== 0 && geometryFields.length > 0)
    .length > 1
