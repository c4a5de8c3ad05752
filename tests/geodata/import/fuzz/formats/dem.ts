import { gzipSync } from 'node:zlib'
import { geoTiff } from '../../dem/write-geotiff.ts'
import type { FuzzFormat, Seed } from '../format.ts'
import type { Mutation } from '../mutate.ts'

const [width, height] = [12, 10]
const values = Array.from({ length: width * height }, (_, i) => (i === 40 ? -9999 : 100 + (i % 17)))
const degrees = { width, height, values, epsg: 4326, transform: [119.7, 0.001, 0, 30.25, 0, -0.001] } as const

const seed = (name: string, bytes: Buffer): Seed => new Map([[name, bytes]])

const grid = Buffer.from(
  ['ncols 4', 'nrows 3', 'xllcorner 119.7', 'yllcorner 30.2', 'cellsize 0.01', 'NODATA_value -9999']
    .concat(['1 2 3 4', '5 6 -9999 8', '9 10 11 12'])
    .join('\n'),
)
const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** Changes numbers of a TIFF's directory: types, counts and offsets, 12 bytes per entry. */
const directoryEntry: Mutation = (bytes, random) => {
  if (bytes.length < 16 || bytes.readUInt16LE(0) !== 0x4949) return bytes
  const start = bytes.readUInt32LE(4)
  if (start + 2 > bytes.length) return bytes
  const at = start + 2 + 12 * random.integer(0, bytes.readUInt16LE(start)) + random.pick([0, 2, 4, 8])
  if (at + 4 > bytes.length) return bytes
  const copy = Buffer.from(bytes)
  copy.writeUInt16LE(random.pick([0, 1, 2, 3, 16, 32, 255, 65535, random.integer(0, 65535)]), at)
  return copy
}

export const dem: FuzzFormat = {
  name: 'dem',
  seeds: () => [
    seed(
      'hills.tif',
      geoTiff({ ...degrees, type: 'Int16', noData: '-9999', scale: 0.5, offset: 10, unit: 'm' }),
    ),
    seed(
      'plane.tif',
      geoTiff({ ...degrees, type: 'Float32', epsg: 4549, transform: [472000, 30, 0, 3347000, 0, -30] }),
    ),
    seed('hills.tif.gz', gzipSync(geoTiff({ ...degrees, type: 'Int32' }))),
    new Map([
      ['grid.asc', grid],
      ['grid.prj', Buffer.from(wgs84)],
    ]),
  ],
  mutations: [directoryEntry],
  request: { as: 'dem' },
}
