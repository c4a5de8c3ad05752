/**
 * What the page shows first, asked for while the style loads: the map then starts there and loads its
 * tiles once.
 */
import { effect } from '@preact/signals'
import type { Bounds } from '../../geodata/model/tile.ts'
import { type Selection, selection } from '../card/selected-feature.ts'
import type { Camera, CardFeature, DeskId } from '../desk.ts'
import { listPath, readList } from '../greenway/greenway-data.ts'
import { extentOf } from '../map/extent.ts'
import type { Opening } from '../map/map-owner.ts'
import { readExtent } from '../planning/planning-data.ts'
import { source } from '../source/chosen.ts'
import { askAhead } from '../source/fetch-json.ts'
import * as store from '../store.ts'
import { knownViewer } from '../viewer.ts'

/** Milliseconds after which the map starts without it. */
const LIMIT = 4000

async function greenways(): Promise<Opening | null> {
  const listed = await askAhead(listPath, readList)
  const [longest] = [...listed].sort((a, b) => b.properties.length_m - a.properties.length_m)
  return longest ? { bounds: extentOf(longest.geometry) } : null
}

/** Extent of a collection, and the layers that the desk shows in it. */
async function collection(id: string, layers: readonly string[]): Promise<Opening> {
  const bounds = await askAhead(`/collections/${id}`, readExtent)
  return { layers, ...(bounds ? { bounds } : {}) }
}

async function patrol(): Promise<Opening | null> {
  const { layers } = await knownViewer()
  return layers.includes('patrol_zones') ? collection('patrol_zones', ['patrol_zones', 'units']) : null
}

const openings: Readonly<Record<DeskId, () => Promise<Opening | null>>> = {
  greenway: greenways,
  patrol,
  planning: () => collection('parcels', ['parcels', 'control_lines']),
  terrain3d: async () => null,
}

/** Zoom for a point. */
export const POINT_ZOOM = 16.5

/** Where the map shows a feature. */
export function placeOf({
  geometry,
}: CardFeature): { camera: Partial<Camera> } | { bounds: Bounds; maxZoom: number } {
  if (geometry.type !== 'Point') return { bounds: extentOf(geometry), maxZoom: 17 }
  const [longitude = 0, latitude = 0] = geometry.coordinates
  return { camera: { center: [longitude, latitude], zoom: POINT_ZOOM } }
}

/** Resolves when the feature of the open card is known; with null if it has none. */
function selectedFeature(): Promise<CardFeature | null> {
  return new Promise((resolve) => {
    const settle = (found: Selection) => {
      if (found.state === 'ready') resolve(found.feature)
      else if (found.state !== 'loading') resolve(null)
    }
    const stop = effect(() => {
      settle(selection.value)
      if (selection.value.state !== 'loading') queueMicrotask(() => stop())
    })
  })
}

async function find(): Promise<Opening | null> {
  const desk = openings[store.desk.peek()]().catch((error: unknown) => {
    console.info('The first view is not known.', error)
    return null
  })
  if (store.camera.peek()) return withoutPlace(await desk)
  // A link with a card but without a position shows the card's feature; tiles have it later only.
  if (!store.selected.peek() || !source.offers.wholeFeatures) return desk
  const feature = await selectedFeature()
  return feature ? { ...withoutPlace(await desk), ...placeOf(feature) } : desk
}

const withoutPlace = (found: Opening | null): Opening => (found?.layers ? { layers: found.layers } : {})

/** The first view by address and desk. Resolves with null if there is none or it takes too long. */
export function openingView(): Promise<Opening | null> {
  if (!source.offers.desks) return Promise.resolve(null)
  const late = new Promise<null>((resolve) => window.setTimeout(resolve, LIMIT, null))
  return Promise.race([find(), late])
}
