/** Asks PROJ, through GDAL, about a coordinate system, by files with a few points. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Extent } from './crs.ts'
import { ImportError } from './error.ts'
import type { CoordinateSystem } from './file-crs.ts'
import { coordinateSystemSchema } from './file-crs.ts'
import type { Gdal } from './gdal/gdal.ts'

type Position = readonly [number, number]

const infoSchema = z.object({
  layers: z.array(
    z.object({ geometryFields: z.array(z.object({ coordinateSystem: coordinateSystemSchema })) }),
  ),
})

/** Degrees beyond the area of use that are accepted, because drawings may cross the edge of a zone. */
const MARGIN = 1.5
/** Points along each side of an area, for its extent in another system. */
const STEPS = 6

/** Returns the system of a code; null if PROJ has none. */
export async function describeCrs(gdal: Gdal, code: `EPSG:${number}`): Promise<CoordinateSystem | null> {
  const path = await writePoints(gdal, [[0, 0]])
  try {
    await gdal.convert('ogr2ogr', path, ['-f', 'GPKG', '-a_srs', code], 'crs')
  } catch (error) {
    if (error instanceof ImportError) return null
    throw error
  }
  const { info } = await gdal.info(join(gdal.folder, 'crs.gpkg'))
  return infoSchema.parse(info).layers[0]?.geometryFields[0]?.coordinateSystem ?? null
}

/** Returns a system's area of use in degrees with a margin; null if unknown. */
export function areaOf(system: CoordinateSystem | null): Extent | null {
  const box = system?.projjson?.bbox
  if (!box) return null
  const { west_longitude: west, south_latitude: south, east_longitude: east, north_latitude: north } = box
  if (east < west) return null
  return [
    Math.max(-180, west - MARGIN),
    Math.max(-90, south - MARGIN),
    Math.min(180, east + MARGIN),
    Math.min(90, north + MARGIN),
  ]
}

/**
 * Returns the extent of an area in degrees in the coordinates of a system, east first; null if it has none.
 */
export async function coordinateRange(gdal: Gdal, srs: string, area: Extent): Promise<Extent | null> {
  const [west, south, east, north] = area
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS)
  const grid = steps.flatMap((u) =>
    steps.map((v): Position => [west + u * (east - west), south + v * (north - south)]),
  )
  const points = await transform(gdal, grid, ['-s_srs', 'EPSG:4326', '-t_srs', srs])
  if (points?.length !== grid.length) return null
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Transforms positions from one system to another by arguments of ogr2ogr; null if PROJ cannot. */
export async function transform(
  gdal: Gdal,
  points: readonly Position[],
  args: readonly string[],
): Promise<Position[] | null> {
  const path = await writePoints(gdal, points)
  const csv = ['-f', 'CSV', '-lco', 'GEOMETRY=AS_XY', '-lco', 'STRING_QUOTING=IF_NEEDED']
  try {
    await gdal.convert('ogr2ogr', path, [...csv, ...args], 'points')
  } catch (error) {
    if (error instanceof ImportError) return null
    throw error
  }
  const [, ...lines] = (await readFile(join(gdal.folder, 'points.csv'), 'utf8')).trim().split(/\r?\n/)
  const positions = lines.map((line): Position => {
    const [x, y] = line.split(',')
    return [Number(x), Number(y)]
  })
  return positions.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)) ? positions : null
}

async function writePoints(gdal: Gdal, points: readonly Position[]): Promise<string> {
  const path = join(gdal.folder, 'points.geojson')
  const features = points.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates },
  }))
  await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }))
  return path
}
