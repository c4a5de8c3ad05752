/**
 * Speeds and preferences of the profiles. Speeds on slopes follow published rules; what a way costs besides its
 * time is an assumption, as data in this file: 1 is the time itself.
 */
import type { RouteProfileId } from '../answers/route-plan.ts'
import type { routeClasses, SurfaceCode } from './graph.ts'

type RouteClass = (typeof routeClasses)[number]

export interface ProfileRule {
  /** km/h on flat, paved ways. */
  readonly flat: number
  /** km/h on steps; for wheels only with a ramp, carried or pushed. */
  readonly steps: number
  /** Share of the flat speed at a slope (rise over run, positive upwards). */
  slope(rise: number): number
  /** Slopes from here on, in percent, are steep: they cost more and are named. */
  readonly steepPercent: number
  /** Narrower ways are named, in metres. */
  readonly narrowM: number
  /** Factors of the cost; missing ones are 1. */
  readonly surfaces: Readonly<Partial<Record<SurfaceCode, number>>>
  readonly classes: Readonly<Partial<Record<RouteClass, number>>>
  readonly stepsCost: number
  readonly steepCost: number
}

/** Walking speed by slope: Tobler 1993, "Three presentations on geographical analysis and modeling". */
const tobler = (rise: number): number => Math.exp(-3.5 * (Math.abs(rise + 0.05) - 0.05))

/** Energy of running by slope, J/kg/m: Minetti et al. 2002, J. Appl. Physiol. 93; speed at equal power. */
function minetti(rise: number): number {
  const i = Math.max(-0.45, Math.min(0.45, rise))
  const energy = 155.4 * i ** 5 - 30.4 * i ** 4 - 43.3 * i ** 3 + 46.3 * i ** 2 + 19.5 * i + 3.6
  return Math.min(1.15, 3.6 / energy)
}

/** Watts, kilograms, and air and rolling resistance of a leisurely rider (form of Martin et al. 1998). */
const RIDER = { watts: 62, kilograms: 90, air: 0.3, rolling: 0.009 }
const RIDE_FLAT = 15

/** Riding speed by slope: the speed at which the rider's power meets the resistances; pushed below 4 km/h. */
function riding(rise: number): number {
  let [low, high] = [4 / 3.6, 28 / 3.6]
  const grade = RIDER.kilograms * 9.81 * (RIDER.rolling + rise)
  for (let round = 0; round < 24; round++) {
    const v = (low + high) / 2
    if (RIDER.air * v ** 3 + grade * v > RIDER.watts) high = v
    else low = v
  }
  return Math.min(low, 25 / 3.6) / ridingFlat()
}

let flatSpeed = 0
/** Metres per second of the same rider on flat ground. */
function ridingFlat(): number {
  if (flatSpeed > 0) return flatSpeed
  let v = 3
  for (let round = 0; round < 40; round++)
    v = Math.cbrt((RIDER.watts - RIDER.kilograms * 9.81 * RIDER.rolling * v) / RIDER.air)
  flatSpeed = v
  return v
}

const quietOnFoot = {
  primary: 1.3,
  trunk: 1.6,
  secondary: 1.15,
  service: 1.05,
  footway: 0.95,
  pedestrian: 0.9,
} as const

const walk: ProfileRule = {
  flat: 4.8,
  steps: 2.4,
  slope: tobler,
  steepPercent: 15,
  narrowM: 0.8,
  surfaces: { earth: 1.15, gravel: 1.05 },
  classes: quietOnFoot,
  stepsCost: 1.1,
  steepCost: 1.1,
}

export const profileRules: Readonly<Record<RouteProfileId, ProfileRule>> = {
  walk,
  run: {
    ...walk,
    flat: 9.5,
    steps: 3.6,
    slope: minetti,
    steepPercent: 12,
    surfaces: { rubber: 0.9, earth: 1.1 },
    classes: { ...quietOnFoot, primary: 1.5 },
    stepsCost: 1.8,
  },
  ride: {
    flat: RIDE_FLAT,
    steps: 1.2,
    slope: riding,
    steepPercent: 8,
    narrowM: 1.5,
    surfaces: { gravel: 1.3, earth: 1.6, boardwalk: 1.1, paving: 1.05 },
    classes: { trunk: 1.8, primary: 1.25, secondary: 1.1, cycleway: 0.85, service: 1.1, track: 1.1 },
    stepsCost: 3,
    steepCost: 1.2,
  },
  wheelchair: {
    flat: 3.6,
    steps: 1.2,
    slope: (rise) => tobler(1.8 * rise) / tobler(0),
    // GB 50763-2012 asks for at most 1:20 on ways without handrails, and 1:12 on ramps.
    steepPercent: 5,
    narrowM: 1.2,
    surfaces: { gravel: 3, earth: 5, boardwalk: 1.2, unknown: 1.1 },
    classes: { ...quietOnFoot, path: 1.5, track: 1.5 },
    stepsCost: 4,
    steepCost: 3,
  },
  pushchair: {
    flat: 4.2,
    steps: 1,
    slope: (rise) => tobler(1.3 * rise) / tobler(0),
    steepPercent: 8,
    narrowM: 0.8,
    surfaces: { gravel: 1.5, earth: 2, boardwalk: 1.05 },
    classes: { ...quietOnFoot, path: 1.2 },
    stepsCost: 4,
    steepCost: 1.5,
  },
}

/** km/h of a bicycle that is pushed. */
export const PUSHING = 4
/** A walked way costs a rider this much more than its time. */
export const PUSH_COST = 1.5
/** Greenways are what people come for. */
export const GREENWAY_COST = 0.85
/** Gates and guards on private ways. */
export const PRIVATE_COST = 2
/** What is avoided on request costs this much more. */
export const AVOIDED_COST = 6
/** In the dark, where it is avoided. */
export const UNLIT_COST = 4
export const UNKNOWN_LIGHT_COST = 1.3
/** Steeper is impassable for a wheelchair that avoids what is steep: 1:8, the most of GB 50763 over 0.35 m. */
export const WHEELCHAIR_MAX_RISE = 0.125
export const unpaved: ReadonlySet<SurfaceCode> = new Set(['gravel', 'earth'])
