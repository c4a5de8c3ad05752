/** The `bbox` parameter: west, south, east, north in degrees (CRS84), or six numbers with heights. */
import { z } from 'zod'
import type { Bounds } from '../../geodata/model/tile.ts'
import { parameter } from '../http/parameters.ts'

const numberPattern = /^[+-]?(\d{1,4}(\.\d{0,20})?|\.\d{1,20})(e-?\d{1,2})?$/i

/** The four numbers of a box, or undefined where the text is none. Heights are left out. */
export function parseBbox(text: string): Bounds | undefined {
  const parts = text.split(',').map((part) => part.trim())
  if (!parts.every((part) => numberPattern.test(part))) return undefined
  const numbers = parts.map(Number)
  const [west, south, east, north] =
    numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers
  if (numbers.length !== 4 && numbers.length !== 6) return undefined
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined
  const longitudes = [west, east].every((longitude) => Math.abs(longitude) <= 180)
  const latitudes = south >= -90 && north <= 90 && south <= north
  return longitudes && latitudes ? [west, south, east, north] : undefined
}

/** One box, or two where it crosses the 180th meridian (its west lies east of its east). */
export function boxesOf(bounds: Bounds): readonly [Bounds, Bounds | undefined] {
  const [west, south, east, north] = bounds
  if (west <= east) return [bounds, undefined]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

export const bboxParameter = parameter(
  z
    .string()
    .max(200)
    .transform((text, context) => {
      const bounds = parseBbox(text)
      if (bounds !== undefined) return bounds
      context.addIssue({ code: 'custom', message: 'no box' })
      return z.NEVER
    })
    .optional(),
  {
    zh: '“西,南,东,北”四个以度为单位的数字（经度 −180 到 180，纬度 −90 到 90，南不大于北）',
    en: 'four numbers in degrees, "west,south,east,north" (longitudes -180 to 180, latitudes -90 to 90, south not above north)',
  },
  { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
)
