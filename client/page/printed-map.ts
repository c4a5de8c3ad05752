/**
 * Prints the map with the browser's own print command. A WebGL canvas is empty when the page is printed, so a
 * copy replaces it.
 */
import type { MapLibreMap } from 'maplibre-gl'
import { theme } from '../store.ts'

export function followPrintCommand(map: MapLibreMap): void {
  let copy: HTMLCanvasElement | null = null
  window.addEventListener('beforeprint', () => {
    // The print dialog has its own pages.
    if (document.getElementById('print')) return
    // Printers omit dark backgrounds, which would leave light text on white.
    document.documentElement.dataset.theme = 'day'
    const drawn = map.getCanvas()
    copy = document.createElement('canvas')
    copy.width = drawn.width
    copy.height = drawn.height
    copy.className = 'printed-map'
    map.redraw()
    copy.getContext('2d')?.drawImage(drawn, 0, 0)
    map.getContainer().append(copy)
  })
  window.addEventListener('afterprint', () => {
    document.documentElement.dataset.theme = theme.peek()
    copy?.remove()
    copy = null
  })
}
