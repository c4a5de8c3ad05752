/**
 * Windows for buildings whose windows are unknown: one row a storey along each wall. They are assumed, and every
 * result says so.
 */
import type { Text } from '../../text.ts'
import type { SunWindowLine } from './windows.ts'

export interface ReceivingBuilding {
  readonly id: string
  readonly name: string
  /** The outline in EPSG:4549 metres. */
  readonly ring: readonly (readonly [number, number])[]
  /** Height of the ground floor in metres, in the datum of the ground. */
  readonly base: number
  readonly storeys: number
}

export interface WindowPattern {
  /** Metres from floor to floor. */
  readonly storeyHeight: number
  /** Metres of the sill above the floor; the norm takes 0.9. */
  readonly sill: number
  readonly width: number
  readonly height: number
  /** Metres between the middles of windows. */
  readonly spacing: number
  /** Storeys that are studied, from the lowest; 1 studies the ground floor only. */
  readonly storeys: number
}

export const defaultPattern: WindowPattern = {
  ...{ storeyHeight: 3, sill: 0.9, width: 1.8, height: 1.5, spacing: 3.6, storeys: 1 },
}

export interface NamedWindow extends SunWindowLine {
  readonly name: Text
  /** Azimuth of the façade in degrees. */
  readonly faces: number
}

const sides: readonly Text[] = [
  { zh: '北', en: 'north' },
  { zh: '东北', en: 'north-east' },
  { zh: '东', en: 'east' },
  { zh: '东南', en: 'south-east' },
  { zh: '南', en: 'south' },
  { zh: '西南', en: 'south-west' },
  { zh: '西', en: 'west' },
  { zh: '西北', en: 'north-west' },
]

/** Walls within this many degrees of due north get no sun in a winter's window and no assumed windows. */
const NORTH = 45

/** Returns the assumed windows of a building, wall by wall from its first corner, storey by storey. */
export function windowsOf(building: ReceivingBuilding, pattern: WindowPattern): NamedWindow[] {
  const ring = openCounterclockwise(building.ring)
  return ring.flatMap(([ax, ay], wall) => {
    const [bx, by] = ring[(wall + 1) % ring.length] ?? [ax, ay]
    const length = Math.hypot(bx - ax, by - ay)
    const faces = ((Math.atan2(by - ay, ax - bx) * 180) / Math.PI + 360) % 360
    const count = Math.floor((length - pattern.width) / pattern.spacing) + 1
    if (length < pattern.width || Math.abs(((faces + 180) % 360) - 180) < NORTH) return []
    const along = (metres: number) =>
      [ax + ((bx - ax) * metres) / length, ay + ((by - ay) * metres) / length] as const
    const begin = (length - (count - 1) * pattern.spacing - pattern.width) / 2
    const storeys = Math.min(building.storeys, pattern.storeys)
    return Array.from({ length: storeys * count }, (_, n): NamedWindow => {
      const [storey, column] = [Math.floor(n / count) + 1, (n % count) + 1]
      const from = begin + (column - 1) * pattern.spacing
      return {
        id: `${building.id}/${wall + 1}/${storey}/${column}`,
        ...{ building: building.id, storey, faces, height: pattern.height },
        ends: [...along(from), ...along(from + pattern.width)],
        sill: building.base + (storey - 1) * pattern.storeyHeight + pattern.sill,
        name: nameOf(building.name, faces, wall + 1, storey, column),
      }
    })
  })
}

function nameOf(building: string, faces: number, wall: number, storey: number, column: number): Text {
  const side = sides[Math.round(faces / 45) % 8] ?? { zh: '', en: '' }
  return {
    zh: `${building} ${side.zh}墙（${wall}）${storey} 层第 ${column} 窗`,
    en: `${building}, ${side.en} wall (${wall}), storey ${storey}, window ${column}`,
  }
}

function openCounterclockwise(ring: ReceivingBuilding['ring']): (readonly [number, number])[] {
  const open = ring.filter(([x, y], k) => {
    const [x0, y0] = ring[(k + ring.length - 1) % ring.length] ?? [x, y]
    return x !== x0 || y !== y0
  })
  const twice = open.reduce((sum, [x, y], k) => {
    const [x0, y0] = open[(k + open.length - 1) % open.length] ?? [x, y]
    return sum + x0 * y - x * y0
  }, 0)
  return twice > 0 ? open : open.reverse()
}
