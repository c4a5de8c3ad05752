/** Density of incidents as a raster layer that is draped over the terrain. */
import type { CanvasSource, MapLibreMap } from 'maplibre-gl'
import type { Bounds } from '../../geodata/model/tile.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { rampAlpha, rampColours } from './colour-ramp.ts'
import { type Density, densityOf } from './density-raster.ts'
import type { IncidentColumns } from './incident-columns.ts'

const ID = 'patrol-density'
/** Densities below this share of the maximum are transparent. */
const THRESHOLD = 0.03
const SHADES = 256
/** Latitude limit of Web Mercator. */
const POLE = 85

type Corner = [longitude: number, latitude: number]

const cornersOf = ([west, south, east, north]: Bounds): [Corner, Corner, Corner, Corner] => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
]

/** Returns the bounds of the view, extended by half its size on each side. */
function surroundings(map: MapLibreMap): Bounds {
  const seen = map.getBounds()
  const width = (seen.getEast() - seen.getWest()) / 2
  const height = (seen.getNorth() - seen.getSouth()) / 2
  return [
    seen.getWest() - width,
    Math.max(-POLE, seen.getSouth() - height),
    seen.getEast() + width,
    Math.min(POLE, seen.getNorth() + height),
  ]
}

function paint(canvas: HTMLCanvasElement, { size, values, most }: Density, theme: Theme): void {
  const context = canvas.getContext('2d')
  if (!context || most === 0) return
  const colours = rampColours(theme, SHADES)
  const picture = context.createImageData(size, size)
  values.forEach((value, cell) => {
    const share = value / most
    if (share < THRESHOLD) return
    const colour = colours[Math.min(SHADES - 1, Math.floor(share * SHADES))] ?? [0, 0, 0]
    picture.data.set([...colour, rampAlpha(share)], 4 * cell)
  })
  context.putImageData(picture, 0, 0)
}

export class DrapedDensity {
  readonly #map: MapLibreMap
  readonly #beforeId: string
  readonly #canvas = document.createElement('canvas')

  constructor(map: MapLibreMap, beforeId: string) {
    this.#map = map
    this.#beforeId = beforeId
  }

  show(columns: IncidentColumns, chosen: Uint32Array, theme: Theme): void {
    const bounds = surroundings(this.#map)
    const density = densityOf(columns, chosen, bounds)
    this.#canvas.width = density.size
    this.#canvas.height = density.size
    paint(this.#canvas, density, theme)
    const source = this.#map.getSource<CanvasSource>(ID)
    if (!source) this.#add(bounds)
    else {
      source.setCoordinates(cornersOf(bounds))
      // MapLibre reads a static canvas again only when `pause` is called.
      source.play()
      source.pause()
    }
  }

  #add(bounds: Bounds): void {
    this.#map.addSource(ID, {
      type: 'canvas',
      canvas: this.#canvas,
      animate: false,
      coordinates: cornersOf(bounds),
    })
    this.#map.addLayer(
      { id: ID, type: 'raster', source: ID, paint: { 'raster-fade-duration': 0 } },
      this.#beforeId,
    )
  }

  hide(): void {
    if (this.#map.getLayer(ID)) this.#map.removeLayer(ID)
    if (this.#map.getSource(ID)) this.#map.removeSource(ID)
  }
}
