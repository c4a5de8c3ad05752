/** Directions to the sun over a day's window of true solar time (真太阳时), in equal steps. */
import { trueSun } from './position.ts'

export interface SunWindow {
  /** Civil date in China, `YYYY-MM-DD`. */
  readonly date: string
  /** Minutes of true solar time after midnight. */
  readonly from: number
  readonly to: number
  /** Minutes, 1 to 5. */
  readonly step: number
  /** Degrees; the sun below it does not count. */
  readonly minAltitude: number
}

/**
 * One sample stands for the interval of `step` minutes whose middle it is, so a sum never exceeds the window.
 * The plane's axes: `east` and `north` of unit horizontal vectors towards the sun, turned from true to grid
 * north, `slope` the tangent of the altitude.
 */
export interface SunSamples {
  readonly window: SunWindow
  readonly count: number
  /** True solar minutes after midnight at the middle of each interval. */
  readonly times: Float64Array
  /** Minutes after midnight in China at the middle of each interval. */
  readonly civil: Float64Array
  readonly azimuth: Float64Array
  readonly altitude: Float64Array
  readonly east: Float64Array
  readonly north: Float64Array
  readonly slope: Float64Array
  /** Radians clockwise from grid north, 0 to 2π. */
  readonly bearing: Float64Array
  /** True if bearings only rise, as in every window around noon in China's winter. */
  readonly isMonotone: boolean
  /** 1 where the sun is at least at the minimum altitude. */
  readonly counts: Uint8Array
}

const RAD = Math.PI / 180
const CENTRAL_MERIDIAN = 120
/** Altitudes below this count as no sun at all: its tangent must be above zero. */
const LOWEST = 0.01

/** Returns the angle in degrees from true north to the grid's north of EPSG:4549, positive clockwise. */
function convergence(longitude: number, latitude: number): number {
  return Math.atan(Math.tan((longitude - CENTRAL_MERIDIAN) * RAD) * Math.sin(latitude * RAD)) / RAD
}

/** Returns the instant of true solar minutes on a civil date at a place. */
function instantOf(date: string, minutes: number, longitude: number, latitude: number): number {
  let instant = Date.parse(`${date}T00:00:00Z`) + (minutes - longitude * 4) * 60_000
  for (let round = 0; round < 3; round++) {
    const off = minutes - (720 + trueSun(instant, longitude, latitude).hourAngle * 4)
    instant += (((off + 2160) % 1440) - 720) * 60_000
  }
  return instant
}

/** Returns the samples of a window over WGS 84 degrees. Throws RangeError for a window without samples. */
export function sunSamples(window: SunWindow, longitude: number, latitude: number): SunSamples {
  const count = Math.floor((window.to - window.from) / window.step)
  if (!(count > 0 && window.step > 0)) throw new RangeError('a window of sunlight needs a span and a step')
  const list = () => new Float64Array(count)
  const samples = {
    ...{ window, count, times: list(), civil: list(), azimuth: list(), altitude: list() },
    ...{ east: list(), north: list(), slope: list(), bearing: list(), counts: new Uint8Array(count) },
  }
  const turn = convergence(longitude, latitude)
  const midnight = Date.parse(`${window.date}T00:00:00Z`) - 480 * 60_000
  for (let k = 0; k < count; k++) {
    const time = window.from + (k + 0.5) * window.step
    const instant = instantOf(window.date, time, longitude, latitude)
    const { azimuth, altitude } = trueSun(instant, longitude, latitude)
    samples.times[k] = time
    samples.civil[k] = (instant - midnight) / 60_000
    samples.azimuth[k] = azimuth
    samples.altitude[k] = altitude
    samples.east[k] = Math.sin((azimuth - turn) * RAD)
    samples.north[k] = Math.cos((azimuth - turn) * RAD)
    samples.slope[k] = Math.tan(Math.max(altitude, LOWEST) * RAD)
    samples.bearing[k] = (((azimuth - turn + 360) % 360) * Math.PI) / 180
    samples.counts[k] = altitude >= Math.max(window.minAltitude, LOWEST) ? 1 : 0
  }
  return { ...samples, isMonotone: isRising(samples.bearing) }
}

const isRising = (list: Float64Array) => list.every((value, k) => k === 0 || value > (list[k - 1] ?? 0))
