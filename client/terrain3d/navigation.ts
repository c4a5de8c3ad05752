/** Navigation around the model: mouse and touch by three's MapControls, and the keyboard. */
import { MathUtils, MOUSE, type PerspectiveCamera, Spherical, Vector3 } from 'three'
import { MapControls } from 'three/addons/controls/MapControls.js'
import type { Place } from './place.ts'

/** The target of the view, and the position of the eye. */
export interface Pose {
  /** Metres of the model's plane. */
  readonly x: number
  readonly z: number
  /** Metres from the eye to the target. */
  readonly distance: number
  /** Degrees clockwise from north. */
  readonly bearing: number
  /** Degrees of the view from the vertical. */
  readonly tilt: number
}

export interface Navigation {
  readonly target: Vector3
  /** Viewing direction in degrees clockwise from north. */
  readonly bearing: number
  readonly distance: number
  /** Shows the whole model from the south. */
  reset(): void
  faceNorth(): void
  lookDown(): void
  /** Close above the water, looking over it. */
  atTheLake(): void
  zoomBy(factor: number): void
  /** Degrees; positive turns the view clockwise. */
  turnBy(degrees: number): void
  /** Degrees; positive raises the eye. */
  raiseBy(degrees: number): void
  /** The view as numbers for the address. */
  readonly pose: Pose
  go(pose: Pose): void
  dispose(): void
}

const TILT = 0.98
const TURN = MathUtils.degToRad(7.5)

export function createNavigation(
  camera: PerspectiveCamera,
  element: HTMLElement,
  place: Place,
  /** Share of the canvas' width that no panel covers. */
  room: () => number,
  onMove: () => void,
  /** Called when the reader begins to move the view by hand. */
  onHand: () => void,
): Navigation {
  const controls = new MapControls(camera, element)
  controls.enableDamping = false
  // Unlike a map, a model is rotated. The right button and Shift move it.
  controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.DOLLY, RIGHT: MOUSE.PAN }
  controls.minDistance = 260
  controls.maxDistance = 34_000
  controls.maxPolarAngle = MathUtils.degToRad(86)
  controls.zoomSpeed = 1.4
  const limit = new Vector3(place.width / 2, 0, place.depth / 2)
  const keep = () => {
    controls.target.clamp(limit.clone().negate(), limit)
    onMove()
  }
  controls.addEventListener('change', keep)
  controls.addEventListener('start', onHand)

  const place3 = (azimuth: number, polar: number, distance: number) => {
    camera.position.setFromSpherical(new Spherical(distance, polar, azimuth)).add(controls.target)
    controls.update()
    onMove()
  }
  const overview = () => {
    const vertical = Math.tan(MathUtils.degToRad(camera.fov) / 2)
    const across = place.width / (2 * vertical * camera.aspect * room())
    const along = (place.depth * 0.8) / (2 * vertical)
    // On a tall screen, the whole block would be a strip, so its middle fills the width.
    const fitting = camera.aspect < 1 ? Math.max(across * 0.62, along) : Math.max(across, along)
    return Math.min(fitting * 1.1 + place.depth * 0.28, controls.maxDistance)
  }
  const azimuth = () => controls.getAzimuthalAngle()
  const reset = () => {
    controls.target.set(0, 0, 0)
    place3(0.18, TILT, overview())
  }
  const zoomBy = (factor: number) => {
    const distance = MathUtils.clamp(
      controls.getDistance() / factor,
      controls.minDistance,
      controls.maxDistance,
    )
    place3(azimuth(), controls.getPolarAngle(), distance)
  }
  const pan = (right: number, forward: number) => {
    const step = controls.getDistance() * 0.08
    const [sin, cos] = [Math.sin(azimuth()), Math.cos(azimuth())]
    const move = new Vector3(right * cos - forward * sin, 0, -right * sin - forward * cos).multiplyScalar(
      step,
    )
    controls.target.add(move)
    camera.position.add(move)
    controls.update()
    onMove()
  }
  const turn = (by: number, tilt = 0) =>
    place3(
      azimuth() + by,
      MathUtils.clamp(controls.getPolarAngle() + tilt, 0.02, controls.maxPolarAngle),
      controls.getDistance(),
    )
  const keys: Readonly<Record<string, (shift: boolean) => void>> = {
    ArrowUp: (shift) => (shift ? turn(0, -TURN / 2) : pan(0, 1)),
    ArrowDown: (shift) => (shift ? turn(0, TURN / 2) : pan(0, -1)),
    ArrowLeft: (shift) => (shift ? turn(TURN) : pan(-1, 0)),
    ArrowRight: (shift) => (shift ? turn(-TURN) : pan(1, 0)),
    '+': () => zoomBy(1.25),
    '=': () => zoomBy(1.25),
    '-': () => zoomBy(0.8),
    r: reset,
    R: reset,
  }
  const onKey = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
    if (!act) return
    event.preventDefault()
    onHand()
    act(event.shiftKey)
  }
  element.addEventListener('keydown', onKey)

  return {
    target: controls.target,
    get bearing() {
      return MathUtils.radToDeg(-azimuth())
    },
    get distance() {
      return controls.getDistance()
    },
    reset,
    faceNorth: () => place3(0, controls.getPolarAngle(), controls.getDistance()),
    lookDown: () => place3(azimuth(), 0.02, controls.getDistance()),
    atTheLake() {
      controls.target.set(0, 0, 0)
      place3(0.5, 1.32, 3200)
    },
    zoomBy,
    turnBy: (degrees) => turn(MathUtils.degToRad(-degrees)),
    raiseBy: (degrees) => turn(0, MathUtils.degToRad(-degrees)),
    get pose() {
      return {
        x: controls.target.x,
        z: controls.target.z,
        distance: controls.getDistance(),
        bearing: MathUtils.radToDeg(-azimuth()),
        tilt: MathUtils.radToDeg(controls.getPolarAngle()),
      }
    },
    go({ x, z, distance, bearing, tilt }) {
      controls.target.set(x, 0, z).clamp(limit.clone().negate(), limit)
      place3(
        MathUtils.degToRad(-bearing),
        MathUtils.clamp(MathUtils.degToRad(tilt), 0.02, controls.maxPolarAngle),
        MathUtils.clamp(distance, controls.minDistance, controls.maxDistance),
      )
    },
    dispose() {
      element.removeEventListener('keydown', onKey)
      controls.removeEventListener('change', keep)
      controls.removeEventListener('start', onHand)
      controls.dispose()
    },
  }
}
