import { basename } from 'node:path'
import { Gdal } from '../import/gdal/gdal.ts'
import { matchColumns } from '../import/read/columns.ts'
import { fileKindOf } from '../import/read/file-kind.ts'
import { shiftFrom } from '../import/read/geometry.ts'
import { openVector, type VectorSource } from '../import/read/source.ts'
import type { ImportRequest } from '../import/request.ts'
import { refuseOptions } from '../import/unused-options.ts'
import { layerOf } from '../import/vector-job.ts'
import type { DeliveryReport } from '../model/answers/delivery.ts'
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import { deliveryProfileOf } from '../model/planning/delivery/profiles.ts'
import { checkDelivery } from './check.ts'
import { type DeliveredFeature, placed } from './feature.ts'

/** Checks a file as it would be imported, without storing anything. Throws ImportError if it cannot be read. */
export async function checkFile(request: ImportRequest, rules?: DeliveryProfile): Promise<DeliveryReport> {
  await fileKindOf(request.file)
  const layer = layerOf(request.as)
  refuseOptions(layer.id, request, ['priority', 'set'])
  request.onProgress?.({ zh: '用 GDAL 读取文件', en: 'Reading the file with GDAL' })
  const gdal = request.gdal ?? (await Gdal.start())
  try {
    const source = await openVector(gdal, request)
    if (request.gdal === undefined) await gdal.endWorker()
    // Reports a wrong --map.
    matchColumns(layer, source.fields, request.map)
    const { signal, onProgress } = request
    return await checkDelivery(
      {
        layer,
        profile: rules ?? deliveryProfileOf(layer),
        source: source.part === null ? basename(request.file) : `${basename(request.file)}/${source.part}`,
        fields: source.fields,
        map: request.map,
        features: delivered(source),
        count: source.featureCount,
        notes: source.notes,
      },
      { signal, onProgress },
    )
  } finally {
    if (request.gdal === undefined) await gdal.close()
  }
}

/** Features outside of the system's area, and those with broken coordinates, have no geometry here. */
async function* delivered(source: VectorSource): AsyncGenerator<DeliveredFeature> {
  const shift = source.shifted && shiftFrom(source.shifted)
  let ordinal = 0
  for await (const { properties, geometry } of source.features()) {
    ordinal++
    const isPlaced = geometry !== null && !source.strays.has(ordinal)
    yield { ordinal, values: properties ?? {}, geometry: isPlaced ? placed(geometry, shift) : null }
  }
}
