/**
 * The true position of the sun (Meeus, Astronomical Algorithms, 2nd edition, chapters 12, 22, 25, with
 * parallax). Without refraction: sunlight norms reckon with geometry alone. Within 0.01° of NREL's SPA.
 */

export interface TrueSun {
  /** Degrees clockwise from north. */
  readonly azimuth: number
  /** Degrees above the horizon, without refraction. */
  readonly altitude: number
  readonly declination: number
  /** Degrees west of the meridian, −180 to 180; true solar time is 12 h + hour angle / 15. */
  readonly hourAngle: number
}

const RAD = Math.PI / 180
/** Julian day of the Unix epoch. */
const EPOCH = 2440587.5
/** Terrestrial time minus universal time in days: 70 s, within 5 s from 2010 to 2040 (0.00006° of the sun). */
const DELTA_T = 70 / 86400
/** Horizontal parallax of the sun at one astronomical unit, in degrees. */
const PARALLAX = 8.794 / 3600

const turn = (degrees: number) => ((degrees % 360) + 360) % 360

interface Apparent {
  readonly longitude: number
  readonly obliquity: number
  readonly distance: number
  /** Nutation in longitude, degrees. */
  readonly nutation: number
}

function apparent(julianDay: number): Apparent {
  const t = (julianDay + DELTA_T - 2451545) / 36525
  const mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
  const anomaly = (357.52911 + 35999.05029 * t - 0.0001537 * t * t) * RAD
  const eccentricity = 0.016708634 - 0.000042037 * t
  const centre =
    (1.914602 - 0.004817 * t) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly)
  const node = (125.04 - 1934.136 * t) * RAD
  const nutation = -0.00478 * Math.sin(node)
  return {
    longitude: turn(mean + centre - 0.00569 + nutation),
    obliquity: 23.4392911 - 0.0130042 * t + 0.00256 * Math.cos(node),
    distance: (1 - eccentricity ** 2) / (1 + eccentricity * Math.cos(anomaly + centre * RAD)),
    nutation,
  }
}

/** Returns the apparent ecliptic longitude of the sun in degrees at an instant (ms since 1970, UTC). */
export function sunLongitude(instant: number): number {
  return apparent(instant / 86_400_000 + EPOCH).longitude
}

/** Returns the true sun at an instant (ms since 1970, UTC) over WGS 84 degrees. */
export function trueSun(instant: number, longitude: number, latitude: number): TrueSun {
  const julianDay = instant / 86_400_000 + EPOCH
  const { longitude: ecliptic, obliquity, distance, nutation } = apparent(julianDay)
  const [sin, cos] = [Math.sin(ecliptic * RAD), Math.cos(ecliptic * RAD)]
  const rightAscension = Math.atan2(Math.cos(obliquity * RAD) * sin, cos) / RAD
  const declination = Math.asin(Math.sin(obliquity * RAD) * sin)
  const sidereal =
    280.46061837 + 360.98564736629 * (julianDay - 2451545) + nutation * Math.cos(obliquity * RAD)
  const hourAngle = turn(sidereal + longitude - rightAscension + 180) - 180
  return {
    ...horizontal(hourAngle, declination / RAD, latitude, PARALLAX / distance),
    declination: declination / RAD,
    hourAngle,
  }
}

/** Returns azimuth and altitude in degrees of an hour angle and a declination at a latitude. */
function horizontal(hourAngle: number, declination: number, latitude: number, parallax = 0) {
  const [h, d, p] = [hourAngle * RAD, declination * RAD, latitude * RAD]
  const up = Math.sin(p) * Math.sin(d) + Math.cos(p) * Math.cos(d) * Math.cos(h)
  const south = Math.sin(p) * Math.cos(d) * Math.cos(h) - Math.cos(p) * Math.sin(d)
  const west = Math.cos(d) * Math.sin(h)
  const altitude = Math.atan2(up, Math.hypot(south, west)) / RAD
  return {
    azimuth: turn(Math.atan2(west, south) / RAD + 180),
    altitude: altitude - parallax * Math.cos(altitude * RAD),
  }
}
