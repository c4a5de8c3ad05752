/** The reader's own place: a dot and the circle of its accuracy. Never leaves the browser. */
import type { MapLibreMap } from 'maplibre-gl'
import { Marker } from 'maplibre-gl'
import { metresPerPixel } from './scale.ts'

export class OwnPosition {
  readonly #map: MapLibreMap
  readonly #element = document.createElement('div')
  readonly #marker: Marker
  #accuracy = 0

  constructor(map: MapLibreMap) {
    this.#map = map
    this.#element.className = 'own-position'
    this.#marker = new Marker({ element: this.#element, pitchAlignment: 'map' })
    map.on('zoom', () => this.#size())
  }

  show([longitude, latitude]: readonly [number, number], accuracy: number): void {
    this.#accuracy = accuracy
    this.#marker.setLngLat([longitude, latitude]).addTo(this.#map)
    this.#size()
  }

  #size(): void {
    const pixels = this.#accuracy / metresPerPixel(this.#map.getZoom(), this.#map.getCenter().lat)
    this.#element.style.setProperty('--accuracy', `${Math.round(Math.min(pixels, 600))}px`)
  }
}
