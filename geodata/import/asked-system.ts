/** Resolves the code given by `--crs` with PROJ. */
import { describeCrs } from './crs-facts.ts'
import { ImportError } from './error.ts'
import type { CoordinateSystem } from './file-crs.ts'
import type { Gdal } from './gdal/gdal.ts'

/** Throws ImportError if PROJ does not know the code, or it is not a coordinate system. */
export async function askedSystem(gdal: Gdal, crs: `EPSG:${number}`): Promise<CoordinateSystem> {
  const system = await describeCrs(gdal, crs)
  const type = system?.projjson?.type
  if (system && (type === undefined || type === 'GeographicCRS' || type === 'ProjectedCRS')) return system
  throw wrongCode(crs, system !== null)
}

const wrongCode = (crs: string, exists: boolean) =>
  new ImportError({
    zh: `--crs ${crs} ${exists ? '不是平面或经纬度坐标系' : '不存在'}。常用：EPSG:4326、EPSG:4490、EPSG:4549、EPSG:4528、GCJ-02、BD-09。`,
    en: `--crs ${crs} ${exists ? 'is not a projected or geographic system' : 'does not exist'}. Common ones: EPSG:4326, EPSG:4490, EPSG:4549, EPSG:4528, GCJ-02, BD-09.`,
  })
