/** Whether two servers' tiles show the same: the same features, or at least the same picture. */
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { paint } from './paint.ts'
import { sameShape } from './shape.ts'

export interface Comparison {
  /** Features of both tiles, and of one only, by their ids. */
  readonly both: number
  readonly onlyOurs: number
  readonly onlyPeers: number
  /** Of those of both, how many have the same shape to a unit and a half. */
  readonly sameShapes: number
  /** Share of the pixels of a 256 px picture that show the same class, of those that either paints. */
  readonly samePixels: number
}

type Features = ReadonlyMap<number, VectorTileFeature>

function featuresOf(body: Uint8Array, layer: string): Features {
  if (body.length === 0) return new Map()
  const { layers } = new VectorTile(new PbfReader(body))
  // pg_tileserv puts the schema in front of the name.
  const found = layers[layer] ?? layers[`public.${layer}`]
  const features = new Map<number, VectorTileFeature>()
  for (let i = 0; i < (found?.length ?? 0); i++) {
    const feature = found?.feature(i)
    // Features without an id of a row, as dissolved areas, are told apart by their place.
    if (feature) features.set(feature.id ?? -1 - i, feature)
  }
  return features
}

/** Compares one layer of two tiles, not packed. */
export function compareTiles(
  ours: Uint8Array,
  peers: Uint8Array,
  layer: string,
  classOf: string,
): Comparison {
  const [a, b] = [featuresOf(ours, layer), featuresOf(peers, layer)]
  let [both, sameShapes] = [0, 0]
  for (const [id, feature] of a) {
    const other = b.get(id)
    if (!other) continue
    both++
    if (sameShape(feature, other)) sameShapes++
  }
  const samePixels = agreement(paint(a.values(), classOf), paint(b.values(), classOf))
  return { both, onlyOurs: a.size - both, onlyPeers: b.size - both, sameShapes, samePixels }
}

function agreement(a: readonly string[], b: readonly string[]): number {
  let [painted, same] = [0, 0]
  for (const [pixel, colour] of a.entries()) {
    if (colour === '' && b[pixel] === '') continue
    painted++
    if (colour === b[pixel]) same++
  }
  return painted === 0 ? 1 : same / painted
}

/** Adds up comparisons of several tiles; pixels by their mean. */
export function addUp(all: readonly Comparison[]): Comparison {
  const sum = (key: keyof Comparison) => all.reduce((total, one) => total + one[key], 0)
  return {
    both: sum('both'),
    onlyOurs: sum('onlyOurs'),
    onlyPeers: sum('onlyPeers'),
    sameShapes: sum('sameShapes'),
    samePixels: sum('samePixels') / Math.max(1, all.length),
  }
}
