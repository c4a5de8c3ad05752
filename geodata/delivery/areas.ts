/** Compares areas of attributes with those of the geometry, in the plane of EPSG:4549. */
import { readNumber } from '../import/read/numbers.ts'
import { planeArea } from '../model/plane.ts'
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import type { Part } from '../model/planning/outline/outline.ts'
import type { Text } from '../model/text.ts'

/** Returns the plane area of parts in m²; shells less holes. Invalid rings count as they wind. */
export const areaOfParts = (parts: readonly Part[]): number =>
  parts.reduce((sum, [shell = [], ...holes]) => {
    const cut = holes.reduce((total, hole) => total + Math.abs(planeArea(hole)), 0)
    return sum + Math.abs(planeArea(shell)) - cut
  }, 0)

interface Unit {
  readonly title: Text
  readonly m2: number
}

const units: readonly Unit[] = [
  { title: { zh: '平方米', en: 'square metres' }, m2: 1 },
  { title: { zh: '亩', en: 'mu' }, m2: 2000 / 3 },
  { title: { zh: '公顷', en: 'hectares' }, m2: 10_000 },
  { title: { zh: '平方公里', en: 'square kilometres' }, m2: 1e6 },
]

/** A unit is recognised if half of the ratios are within this share. */
const CLOSE = 0.03

export interface ComparedArea {
  readonly ordinal: number
  readonly written: number
  readonly measured: number
}

/** Returns the unit that most areas seem to be written in: square metres unless another fits better. */
export function unitOf(areas: readonly ComparedArea[]): Unit {
  const [metres] = units
  if (metres === undefined) throw new Error('no units')
  const fits = ({ m2 }: Unit) =>
    areas.filter(({ written, measured }) => Math.abs((written * m2) / measured - 1) < CLOSE).length
  return units.find((unit) => unit !== metres && fits(unit) * 2 > areas.length) ?? metres
}

/** Returns whether an area differs from the measured one by more than both tolerances. */
export function differs(written: number, measured: number, { area }: DeliveryProfile): boolean {
  const difference = Math.abs(written - measured)
  return difference > area.m2 && difference > area.share * measured
}

/** Returns the number that a value tells; null if it tells none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && value.trim() !== '' ? readNumber(value, false) : null
}
