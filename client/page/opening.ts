/** The first view, requested while the style loads, so that the map starts there and loads its tiles once. */
import { effect } from '@preact/signals'
import type { Bounds } from '../../geodata/model/tile.ts'
import { type Selection, selection } from '../card/selected-feature.ts'
import type { CardFeature, DeskId } from '../desk.ts'
import { listPath, readList } from '../greenway/greenway-data.ts'
import { extentOf } from '../map/extent.ts'
import type { Opening, Place } from '../map/map-owner.ts'
import { SMALLEST_ZOOM } from '../patrol/smallest-zoom.ts'
import { areaPath, firstArea, readArea } from '../planning/planning-area.ts'
import { source } from '../source/chosen.ts'
import { askAhead } from '../source/fetch-json.ts'
import * as store from '../store.ts'
import { knownViewer } from '../viewer.ts'
import { readExtent } from './collection-extent.ts'

interface DeskOpening {
  /** Layers that the desk shows. */
  readonly layers: readonly string[]
  readonly minZoom?: number
  /** Returns the area that the desk presents. */
  area(): Promise<Bounds | undefined>
}

const extentOfCollection = (id: string) => askAhead(`/collections/${id}`, readExtent)

async function longestGreenway(): Promise<Bounds | undefined> {
  const listed = await askAhead(listPath, readList)
  const [longest] = [...listed].sort((a, b) => b.properties.length_m - a.properties.length_m)
  return longest && extentOf(longest.geometry)
}

async function patrolZones(): Promise<Bounds | undefined> {
  const { layers } = await knownViewer()
  return layers.includes('patrol_zones') ? extentOfCollection('patrol_zones') : undefined
}

const openings: Readonly<Record<DeskId, DeskOpening>> = {
  greenway: { layers: [], area: longestGreenway },
  patrol: { layers: ['patrol_zones', 'units'], minZoom: SMALLEST_ZOOM, area: patrolZones },
  planning: {
    layers: ['parcels', 'control_lines'],
    area: async () => firstArea(await askAhead(areaPath, readArea)),
  },
  terrain3d: { layers: [], area: async () => undefined },
}

/** Zoom for a point. */
const POINT_ZOOM = 16.5

/** Zoom for a point. */
export function placeOf({ geometry }: CardFeature): Place {
  if (geometry.type !== 'Point') return { bounds: extentOf(geometry), maxZoom: 17 }
  const [longitude = 0, latitude = 0] = geometry.coordinates
  return { camera: { center: [longitude, latitude], zoom: POINT_ZOOM } }
}

/** Resolves with the feature of the open card; null if there is none. */
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

async function areaOf({ area }: DeskOpening): Promise<Bounds | undefined> {
  try {
    return await area()
  } catch (error) {
    console.info('The first view is not known.', error)
    return undefined
  }
}

/** Returns the first view by address and desk; null if there is none. */
export async function openingView(): Promise<Opening | null> {
  if (!source.offers.desks) return null
  const opening = openings[store.desk.peek()]
  const { layers, minZoom = 0 } = opening
  if (store.camera.peek()) return { layers }
  const asked = areaOf(opening)
  // A link with a card but without a position shows the card's feature. A published copy has it only after
  // its tiles are loaded.
  const hasCard = store.selected.peek() !== null && source.offers.wholeFeatures
  const feature = hasCard ? await selectedFeature() : null
  if (feature) return { layers, card: placeOf(feature) }
  const desk = await asked
  return { layers, minZoom, ...(desk ? { desk } : {}) }
}
