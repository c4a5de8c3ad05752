/** A zipped Shapefile of polygons with names in GBK, written by hand: no program repairs what it writes. */
import { gbk } from '../../../geodata/import/read/write-shapefile.ts'
import { zipOf } from '../../../geodata/import/read/write-zip.ts'

export type Ring = readonly (readonly [east: number, north: number])[]

/** CGCS2000 in the 3-degree zone 40, as surveying programs write it. */
const ZONE_40 =
  'PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

/** Rings are closed here; positions are written as they are. */
export function writeOutlines(
  path: string,
  outlines: readonly { readonly name: string; readonly rings: readonly Ring[] }[],
  prj: string | null = ZONE_40,
): void {
  const bodies = outlines.map(({ rings }) => polygon(rings.map((ring) => [...ring, ...ring.slice(0, 1)])))
  const all = outlines.flatMap(({ rings }) => rings.flat())
  const head = (length: number) => {
    const buffer = Buffer.alloc(100)
    buffer.writeInt32BE(9994, 0)
    buffer.writeInt32BE(length / 2, 24)
    buffer.writeInt32LE(1000, 28)
    buffer.writeInt32LE(5, 32)
    for (const [i, value] of boxOf(all).entries()) buffer.writeDoubleLE(value, 36 + i * 8)
    return buffer
  }
  const records: Buffer[] = []
  const index: Buffer[] = []
  let offset = 100
  for (const [i, body] of bodies.entries()) {
    const record = Buffer.alloc(8)
    record.writeInt32BE(i + 1, 0)
    record.writeInt32BE(body.length / 2, 4)
    const entry = Buffer.alloc(8)
    entry.writeInt32BE(offset / 2, 0)
    entry.writeInt32BE(body.length / 2, 4)
    records.push(record, body)
    index.push(entry)
    offset += 8 + body.length
  }
  zipOf(path, {
    'outline.shp': Buffer.concat([head(offset), ...records]),
    'outline.shx': Buffer.concat([head(100 + 8 * bodies.length), ...index]),
    'outline.dbf': table(outlines.map(({ name }) => gbk(name))),
    ...(prj === null ? {} : { 'outline.prj': Buffer.from(prj) }),
  })
}

function polygon(rings: readonly Ring[]): Buffer {
  const points = rings.flat()
  const body = Buffer.alloc(44 + 4 * rings.length + 16 * points.length)
  body.writeInt32LE(5, 0)
  for (const [i, value] of boxOf(points).entries()) body.writeDoubleLE(value, 4 + i * 8)
  body.writeInt32LE(rings.length, 36)
  body.writeInt32LE(points.length, 40)
  let first = 0
  for (const [i, ring] of rings.entries()) {
    body.writeInt32LE(first, 44 + 4 * i)
    first += ring.length
  }
  for (const [i, [x, y]] of points.entries()) {
    body.writeDoubleLE(x, 44 + 4 * rings.length + 16 * i)
    body.writeDoubleLE(y, 52 + 4 * rings.length + 16 * i)
  }
  return body
}

function boxOf(points: Ring): number[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

const WIDTH = 60

/** One column, 项目名称. */
function table(names: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(65)
  head[0] = 3
  head.writeUInt32LE(names.length, 4)
  head.writeUInt16LE(65, 8)
  head.writeUInt16LE(1 + WIDTH, 10)
  gbk('项目名称').copy(head, 32)
  head[43] = 'C'.charCodeAt(0)
  head[48] = WIDTH
  head[64] = 0x0d
  const rows = names.map((name) =>
    Buffer.concat([Buffer.from(' '), name, Buffer.alloc(WIDTH - name.length, 0x20)]),
  )
  return Buffer.concat([head, ...rows, Buffer.from([0x1a])])
}
