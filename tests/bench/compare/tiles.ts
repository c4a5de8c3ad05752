/** Compares tiles of two servers: by features, or at least by image. */
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { paint, pictureDifference } from './paint.ts'
import { sameShape } from './shape.ts'

export interface Comparison {
  /** Features of both tiles, and of one only, by id. */
  readonly both: number
  readonly onlyOurs: number
  readonly onlyPeers: number
  /** Number of common features with the same shape to 1.5 units. */
  readonly sameShapes: number
  /** Mean difference of colour, 0 to 1, of what either paints in an image of 256 px; polygons only. */
  readonly pictureDifference: number
}

type Features = ReadonlyMap<number, VectorTileFeature>

function featuresOf(body: Uint8Array, layer: string): Features {
  if (body.length === 0) return new Map()
  const { layers } = new VectorTile(new PbfReader(body))
  // pg_tileserv prefixes the name with the schema.
  const found = layers[layer] ?? layers[`public.${layer}`]
  const features = new Map<number, VectorTileFeature>()
  for (let i = 0; i < (found?.length ?? 0); i++) {
    const feature = found?.feature(i)
    // Features without a row id, such as dissolved areas, are identified by their place.
    if (feature) features.set(feature.id ?? -1 - i, feature)
  }
  return features
}

/** Compares one layer of two uncompressed tiles. */
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
  const difference = pictureDifference(paint(a.values(), classOf), paint(b.values(), classOf), colourOf)
  return {
    both,
    onlyOurs: a.size - both,
    onlyPeers: b.size - both,
    sameShapes,
    pictureDifference: difference,
  }
}

/** Returns the norm's colour of a land use; black for other classes. */
function colourOf(name: string): readonly [number, number, number] {
  const colour = Number.parseInt(landUseClasses.get(name)?.colour.slice(1) ?? '0', 16)
  return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
}

/** Sums comparisons of several tiles; averages their image differences. */
export function addUp(all: readonly Comparison[]): Comparison {
  const sum = (key: keyof Comparison) => all.reduce((total, one) => total + one[key], 0)
  return {
    both: sum('both'),
    onlyOurs: sum('onlyOurs'),
    onlyPeers: sum('onlyPeers'),
    sameShapes: sum('sameShapes'),
    pictureDifference: sum('pictureDifference') / Math.max(1, all.length),
  }
}
