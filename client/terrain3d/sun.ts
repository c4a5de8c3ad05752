/** The sun over the model: its position and light. */
import { getPosition, getTimes } from 'suncalc'

export interface SunPosition {
  /** Degrees clockwise from north. */
  readonly azimuth: number
  /** Degrees above the horizon, refraction included. */
  readonly altitude: number
}

/** China has one civil time zone, UTC+8. */
const CIVIL_OFFSET_MINUTES = 8 * 60

/** Returns the instant of a civil date (`YYYY-MM-DD`) and minutes after its midnight in China. */
export function civilInstant(date: string, minutes: number): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) + (minutes - CIVIL_OFFSET_MINUTES) * 60_000)
}

/** Returns the civil date in China at an instant. */
export function civilDate(instant: Date): string {
  return new Date(instant.getTime() + CIVIL_OFFSET_MINUTES * 60_000).toISOString().slice(0, 10)
}

/** Returns minutes after midnight in China at an instant. */
export function civilMinutes(instant: Date): number {
  const shifted = instant.getTime() / 60_000 + CIVIL_OFFSET_MINUTES
  return ((shifted % 1440) + 1440) % 1440
}

export function sunPosition(instant: Date, longitude: number, latitude: number): SunPosition {
  const { azimuth, altitude } = getPosition(instant, latitude, longitude)
  return { azimuth, altitude }
}

/** Returns the unit vector towards the sun: x east, y up, z south. */
export function sunDirection({ azimuth, altitude }: SunPosition): [x: number, y: number, z: number] {
  const [a, h] = [(azimuth * Math.PI) / 180, (altitude * Math.PI) / 180]
  return [Math.sin(a) * Math.cos(h), Math.sin(h), -Math.cos(a) * Math.cos(h)]
}

export interface SunDay {
  /** Minutes after civil midnight; null if the sun does not rise or set. */
  readonly sunrise: number | null
  readonly sunset: number | null
  readonly noon: number
}

export function sunDay(date: string, longitude: number, latitude: number): SunDay {
  const times = getTimes(civilInstant(date, 12 * 60), latitude, longitude)
  const minutes = (instant: Date | null) => (instant ? civilMinutes(instant) : null)
  return {
    sunrise: minutes(times.sunrise),
    sunset: minutes(times.sunset),
    noon: civilMinutes(times.solarNoon),
  }
}

/** Returns true solar time (真太阳时) in minutes after midnight; at 12:00 the sun is highest. */
export function trueSolarMinutes(civil: number, day: SunDay): number {
  return (((civil - day.noon + 720) % 1440) + 1440) % 1440
}

export type Colour = readonly [red: number, green: number, blue: number]

export interface Daylight {
  readonly sun: Colour
  readonly sunStrength: number
  readonly ambient: Colour
  readonly ambientStrength: number
  readonly zenith: Colour
  readonly horizon: Colour
  /** Share of night in the page's theme: 0 by day, 1 when the sun is far below the horizon. */
  readonly dark: number
}

interface Key extends Daylight {
  readonly altitude: number
}

const rgb = (hex: string): Colour => [
  Number.parseInt(hex.slice(1, 3), 16) / 255,
  Number.parseInt(hex.slice(3, 5), 16) / 255,
  Number.parseInt(hex.slice(5, 7), 16) / 255,
]

function key(
  altitude: number,
  sun: readonly [string, number],
  ambient: readonly [string, number],
  sky: readonly [zenith: string, horizon: string],
  dark: number,
): Key {
  return {
    altitude,
    sun: rgb(sun[0]),
    sunStrength: sun[1],
    ambient: rgb(ambient[0]),
    ambientStrength: ambient[1],
    zenith: rgb(sky[0]),
    horizon: rgb(sky[1]),
    dark,
  }
}

/** From night over dawn to noon; light is interpolated between the rows. */
const keys: readonly Key[] = [
  key(-12, ['#8fa6d8', 0.35], ['#4a5f8c', 0.85], ['#070d1a', '#16233a'], 1),
  key(-5, ['#c78f86', 0.25], ['#6d7ba6', 0.95], ['#16243f', '#6a5a6e'], 0.7),
  key(0, ['#ff9d5c', 1.1], ['#929dc0', 0.85], ['#33507f', '#eaa779'], 0.25),
  key(6, ['#ffb877', 2.6], ['#a9b9d2', 0.85], ['#5b8cc0', '#f2d0a6'], 0),
  key(18, ['#ffe0b0', 3.4], ['#b7c8de', 0.9], ['#6aa5d8', '#d6e5ee'], 0),
  key(45, ['#fff1da', 3.6], ['#c2d3e6', 1], ['#6fadde', '#d9e9f2'], 0),
]

const mix = (a: number, b: number, share: number) => a + (b - a) * share
const mixColour = (a: Colour, b: Colour, share: number): Colour => [
  mix(a[0], b[0], share),
  mix(a[1], b[1], share),
  mix(a[2], b[2], share),
]

/** Returns the light for an altitude of the sun in degrees; continuous over all altitudes. */
export function daylight(altitude: number): Daylight {
  const [first] = keys
  if (!first) throw new Error('there are no keys of light')
  let low = first
  for (const next of keys) {
    if (altitude <= next.altitude || next === keys[keys.length - 1]) {
      const span = next.altitude - low.altitude
      const share = span === 0 ? 0 : Math.min(Math.max((altitude - low.altitude) / span, 0), 1)
      return {
        sun: mixColour(low.sun, next.sun, share),
        sunStrength: mix(low.sunStrength, next.sunStrength, share),
        ambient: mixColour(low.ambient, next.ambient, share),
        ambientStrength: mix(low.ambientStrength, next.ambientStrength, share),
        zenith: mixColour(low.zenith, next.zenith, share),
        horizon: mixColour(low.horizon, next.horizon, share),
        dark: mix(low.dark, next.dark, share),
      }
    }
    low = next
  }
  return first
}
