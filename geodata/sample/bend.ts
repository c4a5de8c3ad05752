/**
 * Bends a street plan, laid out as a straight grid in (u, v) metres, to the ground by a smooth map. So
 * streets follow the valley, and neighbouring lots share their edge exactly.
 */
import { createNoise } from './noise.ts'
import type { Point } from './plane.ts'

export interface BendOptions {
  readonly name: string
  readonly origin: Point
  /** Direction of the u axis in radians from east. */
  readonly angle: number
  /** Maximum distance in metres of streets from straight lines. */
  readonly stray: number
}

export type Bend = (u: number, v: number) => Point

const WAVELENGTH_M = 2300

/** Returns the map from plan to plane; injective while `stray` is below about 250 m. */
export function createBend({ name, origin, angle, stray }: BendOptions): Bend {
  const east = createNoise(`${name} bend east`)
  const north = createNoise(`${name} bend north`)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return (u, v) => {
    const a = u + stray * east(u / WAVELENGTH_M, v / WAVELENGTH_M)
    const b = v + stray * north(u / WAVELENGTH_M, v / WAVELENGTH_M)
    return [origin[0] + a * cos - b * sin, origin[1] + a * sin + b * cos]
  }
}
