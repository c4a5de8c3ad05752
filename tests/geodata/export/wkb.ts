/** Well-known binary for tests: ISO, little-endian, x and y. */

export interface Geometry {
  readonly type: 'Point' | 'LineString' | 'Polygon' | 'MultiLineString' | 'MultiPolygon'
  // GeoJSON's coordinates nest by type; the tests create them for their type.
  readonly coordinates: unknown
}

const codes = { Point: 1, LineString: 2, Polygon: 3, MultiLineString: 5, MultiPolygon: 6 } as const

export function wkbOf({ type, coordinates }: Geometry): Buffer {
  const head = Buffer.alloc(5)
  head[0] = 1
  head.writeUInt32LE(codes[type], 1)
  return Buffer.concat([head, content(type, coordinates)])
}

function content(type: Geometry['type'], coordinates: unknown): Buffer {
  if (type === 'Point') return position(coordinates)
  const list = Array.isArray(coordinates) ? coordinates : []
  const parts = list.map((part) => {
    if (type === 'LineString') return position(part)
    if (type === 'Polygon') return content('LineString', part)
    return wkbOf({ type: type === 'MultiLineString' ? 'LineString' : 'Polygon', coordinates: part })
  })
  const count = Buffer.alloc(4)
  count.writeUInt32LE(parts.length)
  return Buffer.concat([count, ...parts])
}

function position(coordinates: unknown): Buffer {
  const [x, y] = Array.isArray(coordinates) ? coordinates : []
  const bytes = Buffer.alloc(16)
  bytes.writeDoubleLE(Number(x), 0)
  bytes.writeDoubleLE(Number(y), 8)
  return bytes
}
