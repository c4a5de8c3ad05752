/** Decides the coordinate system of a file's layer. */
import type { Crs, Extent } from '../crs.ts'
import { ImportError } from '../error.ts'
import { decideCrs, fileCrsOf } from '../file-crs.ts'
import type { ImportRequest } from '../job.ts'
import type { FileLayer } from './file-layer.ts'

/** Null where the layer's own system holds. Throws ImportError where none is certain. */
export function layerCrs(file: string, layer: FileLayer, request: ImportRequest): Crs | null {
  const [geometry] = layer.geometryFields
  const [minX, minY, maxX, maxY] = geometry?.extent ?? []
  if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) {
    throw new ImportError({ zh: `${file} 没有几何。`, en: `${file} has no geometries.` })
  }
  const extent: Extent = request.swapAxes ? [minY, minX, maxY, maxX] : [minX, minY, maxX, maxY]
  const names = [file, layer.name, ...layer.fields.map((field) => field.name)]
  return decideCrs(file, extent, fileCrsOf(geometry?.coordinateSystem), request.crs, names)
}
