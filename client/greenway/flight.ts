/** Flies the camera along a line: constant zoom, looking ahead, smooth around corners. */
import { bearing, distance } from '@turf/turf'
import type { Position } from 'geojson'
import type { MapAccess } from '../desk.ts'

/** Metres of line per second; longer lines fly faster, so that no flight exceeds `LONGEST_S`. */
const SPEED = 140
const LONGEST_S = 75
/** Distance ahead, in metres, that the camera looks at. */
const AHEAD = 180
const VIEW = { pitch: 62, zoom: 15.6 } as const
/** Share of the remaining turn made in a frame of 16 ms. */
const SOFTNESS = 0.035

const metres = (from: Position, to: Position) => distance(from, to, { units: 'meters' })

/** Joins the parts of a route into one line; reverses parts so that each begins where the last ended. */
export function chain(parts: readonly (readonly Position[])[]): Position[] {
  const line: Position[] = []
  for (const part of parts) {
    const end = line.at(-1)
    const [first, last] = [part[0], part.at(-1)]
    if (!first || !last) continue
    const backwards = end !== undefined && metres(end, last) < metres(end, first)
    line.push(...(backwards ? [...part].reverse() : part))
  }
  return line
}

/** Finds the point at a distance along a line. */
export function along(line: readonly Position[]): {
  readonly length: number
  readonly at: (distance: number) => [longitude: number, latitude: number]
} {
  const reached = [0]
  for (let i = 1; i < line.length; i += 1) {
    reached.push((reached[i - 1] ?? 0) + metres(line[i - 1] ?? [], line[i] ?? []))
  }
  const length = reached.at(-1) ?? 0
  const at = (distance: number): [number, number] => {
    const next = reached.findIndex((value) => value >= distance)
    const after = next === -1 ? line.length - 1 : Math.max(next, 1)
    const [from = 0, to = 0] = [reached[after - 1], reached[after]]
    const part = to > from ? Math.min(1, Math.max(0, (distance - from) / (to - from))) : 0
    const [ax = 0, ay = 0] = line[after - 1] ?? []
    const [bx = ax, by = ay] = line[after] ?? []
    return [ax + (bx - ax) * part, ay + (by - ay) * part]
  }
  return { length, at }
}

/** Returns the shortest turn from one bearing to another, −180 to 180. */
export const turn = (from: number, to: number): number => ((((to - from) % 360) + 540) % 360) - 180

/** Events by which the reader moves the map. */
const holds = ['dragstart', 'wheel', 'touchstart'] as const

/** Choices of speed, as factors. */
export const speeds = [0.5, 1, 2] as const

export interface Flying {
  /** Ends the flight and restores the view from above. */
  stop(): void
  pause(paused: boolean): void
  /** Factor of the usual speed. */
  setSpeed(factor: number): void
}

interface Followers {
  /** Metres flown, and the length of the line in metres; called a few times a second. */
  readonly onProgress: (metres: number, length: number) => void
  readonly onEnd: () => void
}

/** Milliseconds between two calls of `onProgress`. */
const PROGRESS_MS = 200

/** Flies until the end, until the reader moves the map, or until `stop`. */
export function fly(
  { map, offset }: Pick<MapAccess, 'map' | 'offset'>,
  parts: readonly (readonly Position[])[],
  { onProgress, onEnd }: Followers,
): Flying {
  const { length, at } = along(chain(parts))
  const speed = Math.max(SPEED, length / LONGEST_S)
  let [frame, last, flown, reportedAt] = [0, performance.now(), 0, 0]
  let [factor, paused] = [1, false]
  let heading = bearing(at(0), at(AHEAD))
  const before = { bearing: map.getBearing(), pitch: map.getPitch() }
  let ended = false
  const end = () => {
    ended = true
    cancelAnimationFrame(frame)
    for (const hold of holds) map.off(hold, end)
    onEnd()
  }
  // If the reader moves the map, the view stays; otherwise pitch and bearing are restored.
  const stop = () => {
    if (ended) return
    end()
    map.easeTo(before)
  }
  const step = (now: number) => {
    frame = requestAnimationFrame(step)
    const passed = Math.min(100, now - last)
    last = now
    if (paused) return
    flown += (speed * factor * passed) / 1000
    if (flown >= length) return stop()
    const wanted = bearing(at(flown), at(Math.min(length, flown + AHEAD)))
    heading += turn(heading, wanted) * Math.min(1, (SOFTNESS * factor * passed) / 16)
    map.easeTo({ center: at(flown), bearing: heading, ...VIEW, offset: offset(), duration: 0 })
    if (now - reportedAt < PROGRESS_MS) return
    reportedAt = now
    onProgress(flown, length)
  }
  for (const hold of holds) map.on(hold, end)
  map.once('moveend', () => {
    if (ended) return
    last = performance.now()
    frame = requestAnimationFrame(step)
  })
  map.flyTo({ center: at(0), bearing: heading, ...VIEW, offset: offset(), maxDuration: 2500 })
  onProgress(0, length)
  return {
    stop,
    pause(wanted) {
      paused = wanted
    },
    setSpeed(wanted) {
      factor = wanted
    },
  }
}
