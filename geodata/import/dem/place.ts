/** Where a raster lies: its extent, and its system by the same rules as those of vector files. */
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
  /** As GDAL has it: x, per column, per row, y, per column, per row. */
  readonly geoTransform?: readonly number[] | undefined
  readonly coordinateSystem?: CoordinateSystem | null | undefined
}

export interface RasterPlace {
  /** In the units of the system, east first. */
  readonly extent: Extent
  /** As gdalwarp takes it. */
  readonly system: string
  readonly notes: readonly Text[]
}

/**
 * Takes what `--crs` says, else what the file says, with `--towgs84` where its datum needs it. CGCS2000
 * degrees are WGS 84 degrees within centimetres: they are EPSG:4326 here, so that the grid is kept as it
 * is. @throws ImportError if neither is certain or the raster cannot lie there
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
  // The plane alone: a compound system would bring its heights along.
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

/** Null without a place on Earth. */
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
