/** Finds the extent of a raster and its coordinate system, by the same rules as for vector files. */
import type { Text } from '../../model/text.ts'
import type { Crs, Extent } from '../crs.ts'
import { crsMisfit, fitsCrs } from '../crs.ts'
import { ImportError } from '../error.ts'
import type { CoordinateSystem } from '../file-crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import { placeLayer } from '../read/placement.ts'
import type { ImportRequest } from '../request.ts'
import { horizontalPart } from './systems.ts'

interface Grid {
  readonly size: readonly [width: number, height: number]
  /** As in GDAL: x, x per column, x per row, y, y per column, y per row. */
  readonly geoTransform?: readonly number[] | undefined
  readonly coordinateSystem?: CoordinateSystem | null | undefined
}

export interface RasterPlace {
  /** In units of the system, east first. */
  readonly extent: Extent
  /** Definition for gdalwarp. */
  readonly system: string
  readonly notes: readonly Text[]
}

/**
 * Uses `--crs`, otherwise the system of the file, with `--towgs84` if its datum needs it. CGCS2000 degrees
 * equal WGS 84 degrees within centimetres and are read as EPSG:4326, so that the grid is unchanged. Throws
 * ImportError if neither is certain or the raster cannot be there.
 */
export async function placeRaster(
  gdal: Gdal,
  name: string,
  grid: Grid,
  request: ImportRequest,
): Promise<RasterPlace> {
  const extent = extentOf(grid)
  if (!extent) {
    throw new ImportError({ zh: `${name} 没有地理参照。`, en: `${name} is not georeferenced.` })
  }
  // Only the horizontal part: a compound system would also transform heights.
  const wkt = horizontalPart(grid.coordinateSystem?.wkt ?? '')
  const layer = {
    name,
    featureCount: 1,
    fields: [],
    geometryFields: [{ extent: [...extent], coordinateSystem: { wkt } }],
  }
  const placement = await placeLayer(gdal, name, layer, { crs: request.crs, towgs84: request.towgs84 })
  const { srs, range, notes } = placement
  if (srs === null) {
    throw new ImportError({
      zh: `高程数据不能用 ${placement.name}：请用 EPSG 坐标系。`,
      en: `Elevations cannot be imported in ${placement.name}. Give an EPSG system.`,
    })
  }
  if (!fitsCrs(extent, placement.name as Crs) || (range && !meets(extent, range))) {
    throw crsMisfit(name, placement.name, extent, [name])
  }
  const isWorld = ['EPSG:4326', 'EPSG:4490'].includes(placement.name)
  return { extent, system: isWorld ? 'EPSG:4326' : srs, notes }
}

const meets = ([w, s, e, n]: Extent, [west, south, east, north]: Extent) =>
  w <= east && e >= west && s <= north && n >= south

/** Returns null if the raster has no position on Earth. */
function extentOf({ size: [width, height], geoTransform }: Grid): Extent | null {
  if (!geoTransform) return null
  const [x = 0, xColumn = 0, xRow = 0, y = 0, yColumn = 0, yRow = 0] = geoTransform
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([column = 0, row = 0]) => [x + column * xColumn + row * xRow, y + column * yColumn + row * yRow])
  const xs = corners.map(([east = 0]) => east)
  const ys = corners.map(([, north = 0]) => north)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
