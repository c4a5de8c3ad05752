/**
 * A street plan is laid out as a straight grid in (u, v) metres and bent to the ground by a smooth
 * map, so that streets follow the valley and lots that share an edge share it exactly.
 */
import { createNoise } from './noise.ts'
import type { Point } from './plane.ts'

export interface BendOptions {
  readonly name: string
  readonly origin: Point
  /** Radians from east that the u axis points to. */
  readonly angle: number
  /** Metres by which streets stray from straight lines. */
  readonly stray: number
}

export type Bend = (u: number, v: number) => Point

const WAVELENGTH_M = 2300

/** The map from plan to plane; one to one as long as `stray` stays under about 250 m. */
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
