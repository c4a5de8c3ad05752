/** Writes small GeoTIFFs for tests: uncompressed, little-endian, one strip. */

const arrays = {
  Byte: { bits: 8, format: 1, of: Uint8Array },
  Int16: { bits: 16, format: 2, of: Int16Array },
  UInt16: { bits: 16, format: 1, of: Uint16Array },
  Int32: { bits: 32, format: 2, of: Int32Array },
  Float32: { bits: 32, format: 3, of: Float32Array },
  Float64: { bits: 64, format: 3, of: Float64Array },
} as const

export interface GeoTiff {
  readonly width: number
  readonly height: number
  readonly type: keyof typeof arrays
  /** Row by row from the top; with several bands, pixel by pixel. */
  readonly values: ArrayLike<number>
  readonly bands?: number
  /** As in GDAL: x, x per column, x per row, y, y per column, y per row. */
  readonly transform: readonly [number, number, number, number, number, number]
  /** EPSG code; below 5000 of degrees, such as 4326, or of metres, such as 4549. Null for none. */
  readonly epsg: number | null
  /** Code of the vertical system, such as 5773. */
  readonly vertical?: number
  readonly noData?: string
  readonly scale?: number
  readonly offset?: number
  readonly unit?: string
  /** Whether positions are those of cell centres. */
  readonly isPoint?: boolean
  /** Whether the values of a Byte band are indices of 256 colours. */
  readonly palette?: boolean
}

const SHORT = 3
const LONG = 4
const ASCII = 2
const DOUBLE = 12
const sizes: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 }

type Entry = readonly [tag: number, type: number, values: readonly number[]]

const text = (value: string): number[] => [...Buffer.from(`${value}\0`)]

/** Returns the bytes of a file. */
export function geoTiff(tiff: GeoTiff): Buffer {
  const { bits, format, of } = arrays[tiff.type]
  const bands = tiff.bands ?? 1
  const cells = of.from(tiff.values)
  const pixels = Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength)
  const photometric = tiff.palette ? 3 : bands >= 3 ? 2 : 1
  const entries: Entry[] = [
    [256, LONG, [tiff.width]],
    [257, LONG, [tiff.height]],
    [258, SHORT, Array.from({ length: bands }, () => bits)],
    [259, SHORT, [1]],
    [262, SHORT, [photometric]],
    [273, LONG, [8]],
    [277, SHORT, [bands]],
    [278, LONG, [tiff.height]],
    [279, LONG, [pixels.length]],
    [284, SHORT, [1]],
    ...(tiff.palette ? [[320, SHORT, Array.from({ length: 768 }, (_, i) => (i % 256) * 257)] as const] : []),
    [339, SHORT, Array.from({ length: bands }, () => format)],
    ...placement(tiff),
    ...metadata(tiff),
  ]
  return assemble(pixels, entries)
}

function placement({ transform, epsg, vertical, isPoint }: GeoTiff): Entry[] {
  const [x, dx, rx, y, ry, dy] = transform
  const isUpright = rx === 0 && ry === 0 && dy < 0
  // The tie point of a point raster is the centre of its first cell.
  const shift = isPoint ? 0.5 : 0
  const place: Entry[] = isUpright
    ? [
        [33550, DOUBLE, [dx, -dy, 0]],
        [33922, DOUBLE, [0, 0, 0, x + shift * dx, y + shift * dy, 0]],
      ]
    : [[34264, DOUBLE, [dx, rx, 0, x, ry, dy, 0, y, 0, 0, 0, 0, 0, 0, 0, 1]]]
  if (epsg === null) return place
  const isDegrees = epsg === 4326 || epsg === 4490
  const keys = [
    [1024, isDegrees ? 2 : 1],
    [1025, isPoint ? 2 : 1],
    [isDegrees ? 2048 : 3072, epsg],
    ...(vertical === undefined ? [] : [[4096, vertical]]),
  ]
  return [
    ...place,
    [34735, SHORT, [1, 1, 1, keys.length, ...keys.flatMap(([key = 0, value = 0]) => [key, 0, 1, value])]],
  ]
}

function metadata({ noData, scale, offset, unit }: GeoTiff): Entry[] {
  const items = [
    ['OFFSET', 'offset', offset],
    ['SCALE', 'scale', scale],
    ['UNITTYPE', 'unittype', unit],
  ].flatMap(([name, role, value]) =>
    value === undefined ? [] : [`<Item name="${name}" sample="0" role="${role}">${value}</Item>`],
  )
  const xml = `<GDALMetadata>${items.join('')}</GDALMetadata>`
  return [
    ...(items.length > 0 ? [[42112, ASCII, text(xml)] as const] : []),
    ...(noData === undefined ? [] : [[42113, ASCII, text(noData)] as const]),
  ]
}

function assemble(pixels: Buffer, entries: readonly Entry[]): Buffer {
  const start = 8 + pixels.length + (pixels.length % 2)
  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  directory.writeUInt16LE(entries.length)
  const extra: Buffer[] = []
  let end = start + directory.length
  for (const [i, [tag, type, values]] of entries.entries()) {
    const at = 2 + i * 12
    const bytes = bytesOf(type, values)
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(type, at + 2)
    directory.writeUInt32LE(values.length, at + 4)
    if (bytes.length <= 4) bytes.copy(directory, at + 8)
    else {
      directory.writeUInt32LE(end, at + 8)
      extra.push(bytes, Buffer.alloc(bytes.length % 2))
      end += bytes.length + (bytes.length % 2)
    }
  }
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])
  head.writeUInt32LE(start, 4)
  return Buffer.concat([head, pixels, Buffer.alloc(pixels.length % 2), directory, ...extra])
}

function bytesOf(type: number, values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * (sizes[type] ?? 1))
  for (const [i, value] of values.entries()) {
    if (type === ASCII) bytes.writeUInt8(value, i)
    else if (type === SHORT) bytes.writeUInt16LE(value, 2 * i)
    else if (type === LONG) bytes.writeUInt32LE(value, 4 * i)
    else bytes.writeDoubleLE(value, 8 * i)
  }
  return bytes
}
