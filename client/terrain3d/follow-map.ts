/** Keeps the model and the flat map at the same place: each opens where the other was left. */
import { effect } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { cameraOfEye, type Eye, eyeOf, eyeOfCamera, isOnModel, poseOf } from './eye.ts'
import { eye } from './kept-state.ts'
import type { Navigation } from './navigation.ts'
import type { Place } from './place.ts'

/** A map at a lower zoom shows more than one place. */
const NEAREST_ZOOM = 12.6

const isSame = (a: Eye, b: Eye) =>
  Math.abs(a.longitude - b.longitude) < 1e-6 &&
  Math.abs(a.latitude - b.latitude) < 1e-6 &&
  Math.abs(a.distance - b.distance) < 1

/** Height of the flat map in CSS pixels, also while it is hidden. */
const heightOf = ({ map }: DeskContext['map']) => map.getCanvas().height / map.getPixelRatio()

/** Returns the view of the uncovered flat map; null if it is not one place on the model. */
function seenOnMap(context: DeskContext, place: Place): Eye | null {
  const { map } = context.map
  const zoom = map.getZoom()
  if (zoom < NEAREST_ZOOM) return null
  const [dx, dy] = context.map.offset()
  const height = heightOf(context.map)
  const width = map.getCanvas().width / map.getPixelRatio()
  const middle = map.unproject([width / 2 + dx, height / 2 + dy])
  const seen = eyeOfCamera({ center: [middle.lng, middle.lat], zoom, bearing: map.getBearing() }, height)
  return isOnModel(place, seen) ? seen : null
}

export interface MapFollower {
  /** Whether the flat map showed one place on the model when the desk opened. */
  readonly isAtPlace: boolean
  /** Moves the model to its initial place; returns false if that is the whole model. */
  start(navigation: Navigation): boolean
  /** Records the model's view after a movement. */
  rested(navigation: Navigation, isOverview: boolean): void
  /** Moves the flat map to where the reader left the model. */
  close(): void
}

export function followMap(context: DeskContext, place: Place): MapFollower {
  const before = seenOnMap(context, place)
  let stop: (() => void) | undefined
  let isMoved = false
  return {
    isAtPlace: before !== null,
    start(navigation) {
      const wanted = eye.peek() ?? before
      if (wanted) navigation.go(poseOf(place, wanted))
      let known = context.map.camera.peek()
      // Search and cards move the flat map, although the model covers it.
      stop = effect(() => {
        const camera = context.map.camera.value
        if (camera === known) return
        known = camera
        const seen = seenOnMap(context, place)
        if (!seen || (eye.peek() && isSame(seen, eye.peek() as Eye))) return
        navigation.go({ ...poseOf(place, seen), bearing: navigation.bearing })
      })
      return wanted !== null
    },
    rested(navigation, isOverview) {
      isMoved = !isOverview
      eye.value = isOverview ? null : eyeOf(place, navigation.pose)
    },
    close() {
      stop?.()
      const { map } = context.map
      const left = eye.peek()
      if (!isMoved || !left) return
      const camera = cameraOfEye(left, heightOf(context.map))
      map.easeTo({
        center: [camera.center[0], camera.center[1]],
        zoom: camera.zoom,
        bearing: camera.bearing,
        offset: context.map.offset(),
        duration: 0,
      })
    },
  }
}
