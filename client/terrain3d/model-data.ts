/** Fetches all data of the model from this server. */

import { elevationSchema } from '../../geodata/model/answers/elevation.ts'
import type { DeskContext } from '../desk.ts'
import type { Building } from './building-mesh.ts'
import type { HeightField } from './height-field.ts'
import { labelledKinds, type NamedPlace, readPlaces } from './labels.ts'
import { messages } from './messages.ts'
import type { Place } from './place.ts'
import { fetchHeightField } from './terrain-tiles.ts'
import type { PlaneFeature, PlaneLayers } from './vector-tiles.ts'
import { fetchLayers } from './vector-tiles.ts'

export interface ModelData {
  readonly field: HeightField
  readonly layers: PlaneLayers
  readonly buildings: readonly Building[]
  readonly places: readonly NamedPlace[]
  readonly terrain: { readonly credit: string; readonly synthetic: boolean; readonly isCovered: boolean }
}

const TERRAIN_ZOOM = 13
const LAND_ZOOM = 13
const BUILDING_ZOOM = 14
const SAMPLES = 1025
const landLayers = ['land_cover', 'water', 'waterways', 'roads', 'greenways'] as const

function readElevation(body: unknown) {
  const { source, synthetic, elevation_m } = elevationSchema.parse(body)
  return { credit: source ?? '–', synthetic: synthetic === true, isCovered: elevation_m !== null }
}

/** Returns one building per id that is entirely on the model: the largest of its parts in tiles. */
export function readBuildings(features: readonly PlaneFeature[], place: Place): Building[] {
  const best = new Map<number, Building>()
  for (const { id, paths, properties } of features) {
    const rings = paths.filter((ring) => ring.length >= 3)
    const height = Number(properties.height_m)
    if (rings.length === 0 || !Number.isFinite(height) || height <= 0) continue
    if (!isInside(rings[0] ?? [], place)) continue
    const known = best.get(id)
    if (known && extent(known.rings[0] ?? []) >= extent(rings[0] ?? [])) continue
    best.set(id, {
      id,
      rings,
      height,
      base: Number(properties.min_height_m ?? 0),
      kind: String(properties.kind),
    })
  }
  return [...best.values()]
}

function isInside(ring: Building['rings'][number], { width, depth }: Place): boolean {
  return ring.every(([x, z]) => Math.abs(x) < width / 2 && Math.abs(z) < depth / 2)
}

function extent(ring: Building['rings'][number]): number {
  const xs = ring.map(([x]) => x)
  const zs = ring.map(([, z]) => z)
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...zs) - Math.min(...zs))
}

export async function fetchModelData(
  context: DeskContext,
  place: Place,
  onProgress: (what: { zh: string; en: string }, share: number) => void,
): Promise<ModelData> {
  const { signal } = context
  const field = await fetchHeightField(place, TERRAIN_ZOOM, SAMPLES, signal, (share) =>
    onProgress(messages.loadingTerrain, share),
  )
  const layers = await fetchLayers(place, landLayers, LAND_ZOOM, signal, (share) =>
    onProgress(messages.loadingMap, share / 2),
  )
  const built = await fetchLayers(place, ['buildings'], BUILDING_ZOOM, signal, (share) =>
    onProgress(messages.loadingMap, 0.5 + share / 2),
  )
  const [west, south, east, north] = place.bounds
  const middle = `lon=${(west + east) / 2}&lat=${(south + north) / 2}`
  const named = (kind: string) =>
    context.fetchJson(
      `/collections/places/items?bbox=${place.bounds.join(',')}&kind=${kind}&limit=300`,
      readPlaces,
    )
  const [terrain, ...places] = await Promise.all([
    context.fetchJson(`/terrain/elevation?${middle}`, readElevation),
    ...labelledKinds.map(named),
  ])
  return {
    field,
    layers,
    buildings: readBuildings(built.get('buildings') ?? [], place),
    places: places.flat(),
    terrain,
  }
}
