import { UsageError } from '../../geodata/command-line/command.ts'
import type { Bounds } from '../../geodata/model/tile.ts'

export const bboxOption = {
  value: { zh: '西,南,东,北', en: 'w,s,e,n' },
  about: { zh: '仅此范围内的图块，经纬度', en: 'only tiles in these bounds, in degrees' },
} as const

/** West, south, east and north of `--bbox`, in degrees. Throws UsageError. */
export function bboxOf(text: string | undefined): Bounds | undefined {
  if (text === undefined) return undefined
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers
  const onEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  if (numbers.length === 4 && onEarth && west < east && south < north) return [west, south, east, north]
  throw new UsageError({
    zh: `--bbox 应为“西,南,东,北”四个经纬度，收到的是“${text}”。`,
    en: `--bbox should be west,south,east,north in degrees, but was "${text}".`,
  })
}
