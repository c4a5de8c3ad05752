/** Decides in which coordinate system a layer is, and how its coordinates become WGS 84. */
import type { Text } from '../../model/text.ts'
import { askedSystem } from '../asked-system.ts'
import type { Crs, Extent } from '../crs.ts'
import { crsMissing, knownRange, parseCrs } from '../crs.ts'
import { areaOf, coordinateRange, transform } from '../crs-facts.ts'

import { boundCrs, parseDatumShift } from '../datum-shift.ts'
import { ImportError } from '../error.ts'
import type { CoordinateSystem, FileCrs } from '../file-crs.ts'
import { crsUncertain, fileCrsOf } from '../file-crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import type { ImportRequest } from '../request.ts'
import type { FileLayer } from './file-layer.ts'

export interface Placement {
  /** Name of the system for messages. */
  readonly name: string
  /** Definition for ogr2ogr; null if degrees are shifted afterwards by our own code (GCJ-02, BD-09). */
  readonly srs: string | null
  /** Whether GDAL knows the system from the file itself. */
  readonly isFromFile: boolean
  readonly shifted: 'GCJ-02' | 'BD-09' | null
  /** Area of use in coordinates of the system, east first; null if unknown. */
  readonly range: Extent | null
  /** The same in degrees. */
  readonly area: Extent | null
  readonly notes: readonly Text[]
}

type Asked = Pick<ImportRequest, 'crs' | 'towgs84' | 'swapAxes'>

/**
 * Uses `--crs`, otherwise what the file declares. Throws ImportError if neither is certain and no parameters
 * are given, so that nothing is shifted silently. Coordinates are compared with the system later.
 */
export async function placeLayer(
  gdal: Gdal,
  file: string,
  layer: FileLayer,
  asked: Asked,
): Promise<Placement> {
  const [geometry] = layer.geometryFields
  if (!geometry?.extent || geometry.extent.length < 4) {
    throw new ImportError({ zh: `${file} 没有几何。`, en: `${file} has no geometries.` })
  }
  const said = fileCrsOf(geometry.coordinateSystem)
  const extent = extentOf(layer, asked.swapAxes === true)
  const crs = asked.crs === undefined ? null : parseCrs(asked.crs)
  if (crs === null && !said) throw crsMissing(file, extent, namesOf(file, layer))
  if (crs === 'GCJ-02' || crs === 'BD-09') return shiftedPlacement(crs, said, asked)
  const system = crs === null ? (geometry.coordinateSystem ?? null) : await askedSystem(gdal, crs)
  const own = crs === null ? said : fileCrsOf(system)
  if (!system || !own) throw crsMissing(file, extent, namesOf(file, layer))
  const name = crs ?? own.name
  const shift = asked.towgs84 === undefined ? null : parseDatumShift(asked.towgs84)
  if (shift && own.isCertain) throw needsNoShift(name)
  if (!shift && !own.isCertain) throw crsUncertain(file, name)
  const plain: string = crs ?? system.wkt
  return {
    name,
    srs: shift ? boundCrs(system.wkt, shift) : plain,
    isFromFile: crs === null && !shift,
    shifted: null,
    range: knownRange(name) ?? (await rangeOf(gdal, plain, system)),
    area: areaOf(system),
    notes: [
      ...conflictNote(said, crs),
      ...(shift ? [await shiftNote(gdal, name, plain, boundCrs(system.wkt, shift), extent)] : []),
    ],
  }
}

/** Returns names of the file, its layer and its columns, which may tell where coordinates come from. */
export const namesOf = (file: string, layer: FileLayer) => [
  file,
  layer.name,
  ...layer.fields.map((field) => field.name),
]

function extentOf({ geometryFields: [geometry] }: FileLayer, swapAxes: boolean): Extent {
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = geometry?.extent ?? []
  return swapAxes ? [minY, minX, maxY, maxX] : [minX, minY, maxX, maxY]
}

function shiftedPlacement(crs: 'GCJ-02' | 'BD-09', said: FileCrs | null, { towgs84 }: Asked): Placement {
  if (towgs84 !== undefined) throw needsNoShift(crs)
  const range = knownRange(crs)
  // Files of map services declare WGS 84 because there is no code for their system: no conflict.
  const notes = said?.isCertain ? [] : conflictNote(said, crs)
  return { name: crs, srs: null, isFromFile: false, shifted: crs, range, area: range, notes }
}

async function rangeOf(gdal: Gdal, srs: string, system: CoordinateSystem): Promise<Extent | null> {
  const area = areaOf(system)
  if (!area) return null
  return system.projjson?.type === 'GeographicCRS' ? area : coordinateRange(gdal, srs, area)
}

function conflictNote(said: FileCrs | null, crs: Crs | null): Text[] {
  if (!said || crs === null || said.name === crs) return []
  return [
    {
      zh: `文件注明坐标系为 ${said.name}，已按 --crs 读作 ${crs}`,
      en: `The file declares ${said.name}; it was read as ${crs}, as given by --crs`,
    },
  ]
}

/** Reports how far the parameters move the middle of the layer. */
async function shiftNote(
  gdal: Gdal,
  name: string,
  plain: string,
  bound: string,
  extent: Extent,
): Promise<Text> {
  const [minX, minY, maxX, maxY] = extent
  const middle = [[(minX + maxX) / 2, (minY + maxY) / 2]] as const
  const at = async (srs: string) =>
    (await transform(gdal, middle, ['-s_srs', srs, '-t_srs', 'EPSG:4326']))?.[0] ?? null
  const [from, to] = [await at(plain), await at(bound)]
  const metres = from && to ? distance(from, to).toFixed(1) : '?'
  return {
    zh: `坐标按 --towgs84 的参数由 ${name} 转为 WGS 84，中部位置因此移动 ${metres} 米`,
    en: `Coordinates were transformed from ${name} to WGS 84 by --towgs84, which moved the middle by ${metres} m`,
  }
}

/** Returns the distance in metres between two near positions in degrees. */
function distance([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const degree = 111_195
  return Math.hypot((x2 - x1) * Math.cos(((y1 + y2) * Math.PI) / 360), y2 - y1) * degree
}

const needsNoShift = (name: string) =>
  new ImportError({
    zh: `${name} 到 WGS 84 不需要参数，请去掉 --towgs84，或用 --crs 指定坐标实际所在的坐标系。`,
    en: `${name} needs no parameters to WGS 84. Omit --towgs84, or give the real system of the coordinates by --crs.`,
  })
