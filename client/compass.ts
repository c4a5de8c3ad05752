/** Names of the eight compass directions. */
import type { Text } from '../geodata/model/text.ts'

const points: readonly Text[] = [
  { zh: '北', en: 'N' },
  { zh: '东北', en: 'NE' },
  { zh: '东', en: 'E' },
  { zh: '东南', en: 'SE' },
  { zh: '南', en: 'S' },
  { zh: '西南', en: 'SW' },
  { zh: '西', en: 'W' },
  { zh: '西北', en: 'NW' },
]

/** Returns the direction of a bearing in degrees clockwise from north. */
export function compassPoint(bearing: number): Text {
  return points[Math.round((((bearing % 360) + 360) % 360) / 45) % 8] as Text
}
