/** Limits of a parcel and what they allow: the buildable envelope. */
import type { Text } from '../text.ts'
import { inset, type PlaneArea, sizeOf } from './area.ts'

/** Limits of a parcel (规划条件); null where there is none. */
export interface ParcelLimits {
  readonly far_max: number | null
  /** Percent. */
  readonly density_max: number | null
  /** Percent. */
  readonly green_min: number | null
  /** Metres above the ground. */
  readonly height_max: number | null
  /** Metres from the boundary. */
  readonly setback: number
}

/** `wish`: no limit binds, the proposal asks for less. */
export type LimitId = 'far' | 'density' | 'green' | 'height' | 'setback' | 'wish'

export const limitTitles: Readonly<Record<LimitId, Text>> = {
  far: { zh: '容积率', en: 'Floor area ratio' },
  density: { zh: '建筑密度', en: 'Building density' },
  green: { zh: '绿地率', en: 'Green space ratio' },
  height: { zh: '限高', en: 'Height limit' },
  setback: { zh: '退界', en: 'Setback' },
  wish: { zh: '方案自身', en: 'The proposal itself' },
}

export interface Envelope {
  /** Area of the parcel in m². */
  readonly parcel_m2: number
  /** Where buildings may stand. */
  readonly buildable: PlaneArea
  readonly buildable_m2: number
  /** The largest footprint in m², and the limit that sets it. */
  readonly footprint_m2: number
  readonly footprint_limit: LimitId
  /** Metres; null without a limit. */
  readonly height_m: number | null
  /** Largest floor area in m²; null without a limit. */
  readonly gfa_m2: number | null
}

/** Returns the smallest of several values with the limit that sets it; the first of equals. */
export function smallest(
  values: readonly (readonly [LimitId, number | null])[],
): readonly [LimitId, number] | null {
  let least: readonly [LimitId, number] | null = null
  for (const [id, value] of values)
    if (value !== null && (least === null || value < least[1])) least = [id, value]
  return least
}

/** Returns what the limits of a parcel allow, whatever is proposed. */
export function envelopeOf(parcel: PlaneArea, limits: ParcelLimits): Envelope {
  const parcel_m2 = sizeOf(parcel)
  const buildable = inset(parcel, limits.setback)
  const share = (percent: number | null) => (percent === null ? null : (parcel_m2 * percent) / 100)
  const buildable_m2 = sizeOf(buildable)
  const [footprint_limit, footprint_m2] = smallest([
    ['density', share(limits.density_max)],
    ['green', share(limits.green_min === null ? null : 100 - limits.green_min)],
    ['setback', buildable_m2],
  ]) ?? ['setback', buildable_m2]
  return {
    ...{ parcel_m2, buildable, buildable_m2, footprint_m2, footprint_limit },
    height_m: limits.height_max,
    gfa_m2: limits.far_max === null ? null : limits.far_max * parcel_m2,
  }
}
