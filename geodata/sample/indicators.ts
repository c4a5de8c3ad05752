/** Control indicators of a parcel: existing buildings, limits and dates. */
import type { Random } from './random.ts'

export interface Built {
  /** Ground covered by buildings, in square metres of the plane. */
  readonly footprint: number
  /** Floor area in square metres; industrial storeys over 8 m count twice. */
  readonly floorArea: number
  /** Height of the highest building in metres. */
  readonly height: number
}

export interface Limits {
  readonly farMin: number | null
  readonly farMax: number
  readonly densityMax: number
  readonly greenMin: number
  readonly heightMax: number
}

const FAR_STEPS = [0.5, 0.8, 1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 6, 8]
const HEIGHT_STEPS = [9, 12, 15, 18, 24, 30, 36, 40, 50, 54, 60, 80, 100, 120, 150]
const stepUp = (steps: readonly number[], value: number) =>
  steps.find((step) => step >= value) ?? Math.ceil(value)

/** Returns the number of floors that count for the floor area ratio by the norm. */
export function countedFloors(kind: string, levels: number, storeyHeight: number): number {
  return kind === 'industrial' && storeyHeight > 8 ? levels * 2 : levels
}

/**
 * Returns limits that fit the existing buildings, except on a few parcels that get limits a step below them.
 * Density and green ratio are in percent.
 */
export function limitsFor(random: Random, use: string, area: number, built: Built): Limits {
  const far = built.floorArea / area
  const density = (100 * built.footprint) / area
  const over = random.chance(0.035) && far > 0.6
  const industry = use === '1001' || use === '1101'
  const farMax = over
    ? (FAR_STEPS.filter((step) => step < far).at(-1) ?? far)
    : stepUp(FAR_STEPS, far * random.between(1.0, 1.12))
  const tooHigh = random.chance(0.02) && built.height > 20
  return {
    farMin: industry || use === '0701' ? Math.min(1, Math.round(farMax * 60) / 100) : null,
    farMax,
    densityMax: Math.min(
      70,
      Math.max(industry ? 40 : 22, Math.ceil((density * random.between(1.0, 1.15)) / 5) * 5),
    ),
    greenMin: industry ? 10 : use === '0804' || use === '0806' ? 35 : use.startsWith('09') ? 20 : 30,
    heightMax: tooHigh
      ? (HEIGHT_STEPS.filter((step) => step < built.height).at(-1) ?? 9)
      : stepUp(HEIGHT_STEPS, built.height * 1.02),
  }
}

/** Returns the green ratio in percent: what buildings and pavement leave. */
export function greenRatio(random: Random, use: string, density: number): number {
  const open = 100 - density
  const share =
    use === '1001' || use === '1101'
      ? random.between(0.12, 0.28)
      : use.startsWith('09')
        ? random.between(0.22, 0.4)
        : random.between(0.38, 0.58)
  return Math.round(open * share * 10) / 10
}

/** Returns tax and added value in 10,000 yuan per mu, distributed log-normally. */
export function yields(random: Random): { readonly tax: number; readonly value: number } {
  const tax = Math.min(160, Math.exp(random.normal(2.9, 0.75)))
  return { tax: Math.round(tax * 10) / 10, value: Math.round(tax * random.between(4.2, 7.5) * 10) / 10 }
}

export type ParcelState =
  | 'built'
  | 'under_construction'
  | 'supplied'
  | 'idle'
  | 'planned'
  | 'unsupplied'
  | 'natural'

export interface Dates {
  readonly supplied: string | null
  readonly started: string | null
  readonly completed: string | null
}

/** Returns dates that agree with the state, counted back from the year of the sample. */
export function datesFor(random: Random, state: ParcelState): Dates {
  const none = { supplied: null, started: null, completed: null }
  if (state === 'built') {
    const supplied = random.between(2001, 2021.5)
    const started = supplied + random.between(0.3, 1)
    return {
      supplied: day(supplied),
      started: day(started),
      completed: day(started + random.between(1.4, 3)),
    }
  }
  if (state === 'under_construction') {
    const supplied = random.between(2022.5, 2024.4)
    return { supplied: day(supplied), started: day(supplied + random.between(0.2, 0.9)), completed: null }
  }
  if (state === 'supplied') return { ...none, supplied: day(random.between(2024.9, 2025.6)) }
  if (state === 'idle') {
    const supplied = random.between(2015, 2022)
    return {
      ...none,
      supplied: day(supplied),
      started: random.chance(0.4) ? day(supplied + random.between(0.5, 1)) : null,
    }
  }
  return none
}

function day(year: number): string {
  const start = Date.UTC(Math.floor(year), 0, 1)
  return new Date(start + (year - Math.floor(year)) * 365 * 86400000).toISOString().slice(0, 10)
}
