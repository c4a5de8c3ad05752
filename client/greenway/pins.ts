/**
 * Found facilities on the map at every zoom: numbers for a short list, icons for a long one. Their layers
 * have the catalogue's id, so that a click opens the facility's card.
 */
import { computed, effect, signal } from '@preact/signals'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import type { FoundFacility } from './found-data.ts'

export interface Pins {
  readonly found: readonly FoundFacility[]
  /** Origin of distances. */
  readonly from: readonly [longitude: number, latitude: number] | null
  /** Whether only these facilities are on the map. */
  readonly alone: boolean
}

/** Pins of the desk's list, and of the open card, which have priority. */
export const deskPins = signal<Pins | null>(null)
export const cardPins = signal<Pins | null>(null)
export const pins = computed(() => cardPins.value ?? deskPins.value)

const SOURCE = 'found'
/** Lists up to this length are numbered. */
export const NUMBERED = 5
const RATIO = 2
const RADIUS = 13

/** Draws the image of a number, because a style's fonts may not be loaded at first. */
function numberImage(number: number, theme: Theme): ImageData {
  const side = (RADIUS + 3) * 2 * RATIO
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (!drawing) throw new Error('The browser draws no canvas')
  const colours = tokens.page[theme]
  drawing.scale(RATIO, RATIO)
  drawing.translate(RADIUS + 3, RADIUS + 3)
  drawing.beginPath()
  drawing.arc(0, 0, RADIUS, 0, 2 * Math.PI)
  drawing.fillStyle = colours.accent
  drawing.fill()
  drawing.lineWidth = 2
  drawing.strokeStyle = colours.onAccent
  drawing.stroke()
  drawing.fillStyle = colours.onAccent
  drawing.font = '700 15px sans-serif'
  drawing.textAlign = 'center'
  drawing.textBaseline = 'middle'
  drawing.fillText(String(number), 0, 1)
  return drawing.getImageData(0, 0, side, side)
}

function dataOf(shown: Pins | null): GeoJSON.FeatureCollection<GeoJSON.Point> {
  const isNumbered = (shown?.found.length ?? 0) <= NUMBERED
  const features = (shown?.found ?? []).map(({ id, kind, lon, lat }, index) => ({
    type: 'Feature' as const,
    id,
    geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    properties: {
      part: 'pin',
      isNumbered,
      order: -index,
      image: isNumbered ? `found-${index + 1}` : `facility-${kind}`,
    },
  }))
  const from = shown?.from
    ? [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: [...shown.from] },
          properties: { part: 'from' },
        },
      ]
    : []
  return { type: 'FeatureCollection', features: [...features, ...from] }
}

const metadata = { 'shuangxi:layer': 'facilities' }

function addLayers(map: MapLibreMap, theme: Theme): () => void {
  const colours = tokens.page[theme]
  for (let number = 1; number <= NUMBERED; number += 1) {
    const name = `found-${number}`
    if (map.hasImage(name)) map.removeImage(name)
    map.addImage(name, numberImage(number, theme), { pixelRatio: RATIO })
  }
  map.addSource(SOURCE, { type: 'geojson', data: dataOf(pins.peek()) })
  map.addLayer({
    id: 'found:from',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['get', 'part'], 'from'],
    paint: {
      'circle-radius': 5,
      'circle-color': colours.surface,
      'circle-stroke-color': colours.accent,
      'circle-stroke-width': 3,
    },
  })
  map.addLayer({
    id: 'found:halo',
    type: 'circle',
    source: SOURCE,
    metadata,
    filter: ['all', ['==', ['get', 'part'], 'pin'], ['!', ['get', 'isNumbered']]],
    paint: {
      'circle-radius': 12,
      'circle-color': colours.surface,
      'circle-stroke-color': colours.accent,
      'circle-stroke-width': 2,
    },
  })
  map.addLayer({
    id: 'found:pin',
    type: 'symbol',
    source: SOURCE,
    metadata,
    filter: ['==', ['get', 'part'], 'pin'],
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'order'],
    },
  })
  return () => {
    for (const id of ['found:pin', 'found:halo', 'found:from']) if (map.getLayer(id)) map.removeLayer(id)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}

/** Keeps the pins on the map up to date. Returns stop(). */
export function followPins({ map, theme }: DeskContext): () => void {
  const stopStyle = map.onStyle((styled) => addLayers(styled, theme.peek()))
  const stopData = effect(() => {
    const data = dataOf(pins.value)
    map.map.getSource<GeoJSONSource>(SOURCE)?.setData(data)
  })
  return () => {
    stopData()
    stopStyle()
  }
}
