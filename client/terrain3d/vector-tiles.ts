/** Reads the vector tiles over the model as rings and lines in its plane. */
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { type TileAddress, tileBounds, tileText } from '../../geodata/model/tile.ts'
import { onServer } from '../source/server-path.ts'
import { mercatorToPlane, type Place } from './place.ts'
import { tileBlock } from './terrain-tiles.ts'

type PlanePath = readonly (readonly [x: number, z: number])[]

export interface PlaneFeature {
  readonly id: number
  readonly properties: Readonly<Record<string, string | number | boolean>>
  /** Lines, or unclosed rings, in metres of the model's plane. */
  readonly paths: readonly PlanePath[]
}

export type PlaneLayers = ReadonlyMap<string, readonly PlaneFeature[]>

/** Reads one tile; rings lose their closing point. */
function readTile(place: Place, address: TileAddress, bytes: Uint8Array): Map<string, PlaneFeature[]> {
  const [west, , east, north] = tileBounds(address)
  const layers = new Map<string, PlaneFeature[]>()
  for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(bytes)).layers)) {
    const step = (east - west) / layer.extent
    const features: PlaneFeature[] = []
    for (let index = 0; index < layer.length; index++) {
      const feature = layer.feature(index)
      const paths = feature
        .loadGeometry()
        .map((path) => (feature.type === 3 ? path.slice(0, -1) : path))
        .map((path) => path.map(({ x, y }) => mercatorToPlane(place, west + x * step, north - y * step)))
      features.push({ id: feature.id ?? 0, properties: feature.properties, paths })
    }
    layers.set(name, features)
  }
  return layers
}

/** Fetches all tiles of the given catalogue layers over the model at a zoom. */
export async function fetchLayers(
  place: Place,
  layers: readonly string[],
  z: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<PlaneLayers> {
  const block = tileBlock(place.bounds, z)
  const total = block.columns * block.rows
  const all = new Map<string, PlaneFeature[]>(layers.map((name) => [name, []]))
  let done = 0
  const read = async (index: number) => {
    const address = {
      z,
      x: block.west + (index % block.columns),
      y: block.north + Math.floor(index / block.columns),
    }
    const tile = tileText(address)
    const response = await fetch(onServer(`/tiles/${layers.join(',')}/${tile}.mvt`), { signal })
    if (!response.ok) throw new Error(`the tile ${tile} was answered with ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > 0) {
      for (const [name, features] of readTile(place, address, bytes)) all.get(name)?.push(...features)
    }
    onProgress(++done / total)
  }
  await Promise.all(Array.from({ length: total }, (_, index) => read(index)))
  return all
}
