/** Finds what a click on the model hits: a name, a building, or the ground. */
import { type Camera, Raycaster, Vector2 } from 'three'
import type { Labels, NamedPlace } from './labels.ts'
import type { Model } from './model.ts'

export type Hit =
  | { readonly kind: 'place'; readonly place: NamedPlace }
  | { readonly kind: 'building'; readonly id: number }
  /** Only while a tool asks for the ground; metres of the model's plane. */
  | { readonly kind: 'ground'; readonly x: number; readonly z: number; readonly building: number | null }

/** Limits of a click: movement in CSS pixels and duration in milliseconds. */
const STILL = 6
const SHORT_MS = 600

/** Calls back for each click on a name or a building. Returns stop(). */
export function followPicks(
  canvas: HTMLCanvasElement,
  scene: {
    readonly camera: Camera
    readonly model: Model
    readonly labels: Labels
    /** True while a tool asks for places of the ground. */
    readonly wantsGround: () => boolean
  },
  onPick: (hit: Hit) => void,
): () => void {
  const { camera, model, labels, wantsGround } = scene
  let down: { x: number; y: number; at: number } | null = null
  const hitAt = (x: number, y: number): Hit | null => {
    const place = wantsGround() ? null : labels.placeAt(x, y)
    if (place) return { kind: 'place', place }
    const ray = new Raycaster()
    const { clientWidth: width, clientHeight: height } = canvas
    ray.setFromCamera(new Vector2((x / width) * 2 - 1, 1 - (y / height) * 2), camera)
    const id = model.buildingOn(ray)
    if (wantsGround()) {
      const ground = model.groundOn(ray)
      return ground && { kind: 'ground', x: ground[0], z: ground[1], building: id }
    }
    return id === null ? null : { kind: 'building', id }
  }
  const onDown = ({ offsetX: x, offsetY: y, button, timeStamp }: PointerEvent) => {
    down = button === 0 ? { x, y, at: timeStamp } : null
  }
  const onUp = ({ offsetX: x, offsetY: y, timeStamp }: PointerEvent) => {
    const start = down
    down = null
    if (!start || Math.hypot(x - start.x, y - start.y) > STILL || timeStamp - start.at > SHORT_MS) return
    const hit = hitAt(x, y)
    if (hit) onPick(hit)
  }
  const onMove = ({ offsetX, offsetY, pointerType, buttons }: PointerEvent) => {
    if (pointerType !== 'mouse' || buttons !== 0) return
    canvas.classList.toggle('is-over-name', labels.placeAt(offsetX, offsetY) !== null)
  }
  canvas.addEventListener('pointerdown', onDown)
  canvas.addEventListener('pointerup', onUp)
  canvas.addEventListener('pointermove', onMove)
  return () => {
    canvas.removeEventListener('pointerdown', onDown)
    canvas.removeEventListener('pointerup', onUp)
    canvas.removeEventListener('pointermove', onMove)
  }
}
