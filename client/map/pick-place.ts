/** Lets the reader choose a place on the map. */
import type { MapAccess } from '../desk.ts'

/**
 * Takes the next click on the map, before it opens a card: calls back with its longitude and latitude (WGS 84),
 * or with null after Escape. Returns the function that stops waiting.
 */
export function pickPlace(
  { map }: Pick<MapAccess, 'map'>,
  onPlace: (at: readonly [longitude: number, latitude: number] | null) => void,
): () => void {
  const container = map.getContainer()
  const canvas = map.getCanvas()
  const stop = () => {
    container.removeEventListener('click', onClick, true)
    window.removeEventListener('keydown', onKey, true)
    canvas.style.cursor = ''
  }
  const onClick = (event: MouseEvent) => {
    event.stopPropagation()
    const { left, top } = container.getBoundingClientRect()
    const { lng, lat } = map.unproject([event.clientX - left, event.clientY - top])
    stop()
    onPlace([lng, lat])
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    stop()
    onPlace(null)
  }
  container.addEventListener('click', onClick, true)
  window.addEventListener('keydown', onKey, true)
  canvas.style.cursor = 'crosshair'
  return stop
}
