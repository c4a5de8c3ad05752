/** Decodes tiles with Mapbox's decoder and describes their differences. */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { TILE_BUFFER, TILE_EXTENT } from '../../../geodata/model/tile.ts'
import { clip } from '../../../tiles/vector/clip.ts'
import { doubleArea } from '../../../tiles/vector/encoder.ts'

export type Position = readonly [x: number, y: number]

export interface DecodedFeature {
  readonly id: number
  readonly type: 'point' | 'line' | 'polygon'
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** Points, lines or rings in tile units; rings are not closed. */
  readonly parts: readonly (readonly Position[])[]
}

/** An area and the point of its label share an id. */
const keyOf = ({ id, type }: DecodedFeature) => (type === 'point' ? `${id} (point)` : String(id))

/** Features by layer, sorted by id. */
export type DecodedTile = Readonly<Record<string, readonly DecodedFeature[]>>

const types = ['point', 'point', 'line', 'polygon'] as const

export function decodeTile(bytes: Uint8Array): DecodedTile {
  const { layers } = new VectorTile(new PbfReader(bytes))
  const decoded = Object.entries(layers).map(([name, layer]) => {
    const features = Array.from({ length: layer.length }, (_, i): DecodedFeature => {
      const feature = layer.feature(i)
      const type = types[feature.type]
      const parts = feature
        .loadGeometry()
        .map((part) => part.map(({ x, y }): Position => [x, y]))
        .map((part) => (type === 'polygon' ? part.slice(0, -1) : part))
      const attributes = Object.entries(feature.properties).sort(([a], [b]) => (a < b ? -1 : 1))
      return { id: feature.id ?? Number.NaN, type, attributes: Object.fromEntries(attributes), parts }
    })
    return [
      name,
      features.sort((a, b) => a.id - b.id || types.indexOf(b.type) - types.indexOf(a.type)),
    ] as const
  })
  return Object.fromEntries(decoded.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Returns twice the signed area of a ring. */
export function ringArea(ring: readonly Position[]): number {
  return doubleArea(ring.flat())
}

/**
 * Returns where `b` differs from `a`: other features, other attributes, or geometry more than `tolerance`
 * units off within the visible tile. Smaller features may be in only one.
 */
export function differences(a: DecodedTile, b: DecodedTile, tolerance: number): string[] {
  const found: string[] = []
  for (const layer of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const left = new Map((a[layer] ?? []).map((feature) => [keyOf(feature), feature]))
    const right = new Map((b[layer] ?? []).map((feature) => [keyOf(feature), feature]))
    for (const id of new Set([...left.keys(), ...right.keys()])) {
      const one = left.get(id)
      const other = right.get(id)
      const where = `${layer} ${id}`
      if (!one || !other) {
        const only = one ?? other
        if (only && !isNegligible(only, tolerance))
          found.push(`${where} is only in the ${one ? 'first' : 'second'}`)
        continue
      }
      found.push(...featureDifferences(one, other, tolerance).map((text) => `${where}: ${text}`))
    }
  }
  return found
}

function featureDifferences(a: DecodedFeature, b: DecodedFeature, tolerance: number): string[] {
  const found: string[] = []
  const attributes = [JSON.stringify(a.attributes), JSON.stringify(b.attributes)]
  if (attributes[0] !== attributes[1]) found.push(attributes.join(' is not '))
  if (a.type !== b.type) return [...found, `${a.type} is not ${b.type}`]
  const distance = Math.max(farthest(a, b), farthest(b, a))
  if (distance > tolerance) found.push(`${distance.toFixed(2)} units apart`)
  if (a.type === 'polygon') {
    const [one, other] = [visibleArea(a), visibleArea(b)]
    if (Math.abs(one - other) > tolerance * (perimeter(a) + 4)) found.push(`area ${one} is not ${other}`)
  }
  return found
}

/**
 * Returns whether rounding alone may keep or drop a feature: a sliver, a stub of a line, a point on the
 * buffer's edge.
 */
function isNegligible({ type, parts }: DecodedFeature, tolerance: number): boolean {
  const points = parts.flat()
  if (type === 'point') {
    const onEdge = (at: number) =>
      Math.min(Math.abs(at + TILE_BUFFER), Math.abs(at - TILE_EXTENT - TILE_BUFFER)) <= tolerance
    return points.every(([x, y]) => onEdge(x) || onEdge(y))
  }
  const spans = [points.map(([x]) => x), points.map(([, y]) => y)].map(
    (at) => Math.max(...at) - Math.min(...at),
  )
  return (type === 'polygon' ? Math.min(...spans) : Math.max(...spans)) <= tolerance
}

/** Returns the distance of the visible corner of `a` that is farthest from the outline of `b`. */
function farthest(a: DecodedFeature, b: DecodedFeature): number {
  const segments = b.parts.flatMap((part) =>
    part.map((from, i) => [from, part[i + 1] ?? (b.type === 'polygon' ? (part[0] ?? from) : from)] as const),
  )
  let most = 0
  for (const position of a.parts.flat()) {
    if (position.some((value) => value < 0 || value > 4096)) continue
    most = Math.max(most, Math.min(...segments.map(([from, to]) => distanceToSegment(position, from, to))))
  }
  return most
}

function distanceToSegment([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

/** Returns the area inside the tile without its buffer and without holes. */
function visibleArea({ parts }: DecodedFeature): number {
  const rings = parts.map((part) => part.flat())
  const cut = clip({ kind: 'polygon', polygons: [rings] }, 0, 4096)
  if (cut.kind !== 'polygon') return 0
  return cut.polygons.flat().reduce((sum, ring) => sum + doubleArea(ring) / 2, 0)
}

function perimeter({ parts }: DecodedFeature): number {
  return parts.reduce((sum, part) => {
    return (
      sum +
      part.reduce((length, [x, y], i) => {
        const [nx, ny] = part[(i + 1) % part.length] ?? [x, y]
        return length + Math.hypot(nx - x, ny - y)
      }, 0)
    )
  }, 0)
}
