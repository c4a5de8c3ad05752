/** Gradient noise (Perlin 2002) and its fractal sums, over plane units such as metres. */
import { hashText } from './random.ts'

export type Noise = (x: number, y: number) => number

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)

/** Returns noise of about -1..1 with features of size 1; each name gives a different field. */
export function createNoise(name: string): Noise {
  const seed = hashText(name)
  return (x, y) => {
    const ix = Math.floor(x)
    const iy = Math.floor(y)
    const fx = x - ix
    const fy = y - iy
    const u = fade(fx)
    const v = fade(fy)
    const west = Math.imul(ix, COLUMN)
    const east = Math.imul(ix + 1, COLUMN)
    const south = Math.imul(iy, ROW) ^ seed
    const north = Math.imul(iy + 1, ROW) ^ seed
    const a = gradient(west ^ south, fx, fy)
    const b = gradient(east ^ south, fx - 1, fy)
    const c = gradient(west ^ north, fx, fy - 1)
    const d = gradient(east ^ north, fx - 1, fy - 1)
    return 1.5 * (a + u * (b - a) + v * (c - a + u * (a - b - c + d)))
  }
}

/** Odd factors that spread columns and rows of the lattice over all bits. */
const COLUMN = 0x27d4eb2d
const ROW = 0x165667b1

/**
 * Returns the dot product of (dx, dy) and one of 256 gradients, chosen by the mixed bits of the lattice
 * point.
 */
function gradient(point: number, dx: number, dy: number): number {
  const h = Math.imul(point ^ (point >>> 15), 0x85ebca6b)
  const k = (h ^ (h >>> 13)) & 255
  return (cosines[k] as number) * dx + (sines[k] as number) * dy
}

const sines = Float64Array.from({ length: 256 }, (_, k) => Math.sin((k / 256) * 2 * Math.PI))
const cosines = Float64Array.from({ length: 256 }, (_, k) => Math.cos((k / 256) * 2 * Math.PI))

/** Returns a fractal sum of octaves, about -1..1. `size` is the wavelength of the first octave. */
export function fractal(noise: Noise, octaves: number, size: number): Noise {
  return (x, y) => {
    let sum = 0
    let amplitude = 0.5
    let frequency = 1 / size
    for (let i = 0; i < octaves; i++) {
      sum += amplitude * noise(x * frequency + i * 17.3, y * frequency - i * 9.1)
      amplitude *= 0.5
      frequency *= 2.03
    }
    return sum
  }
}

/** Returns a ridged multifractal (Musgrave), 0..1, sharp along its crests. */
export function ridged(noise: Noise, octaves: number, size: number): Noise {
  return (x, y) => {
    let sum = 0
    let total = 0
    let weight = 1
    let amplitude = 1
    let frequency = 1 / size
    for (let i = 0; i < octaves; i++) {
      const crest =
        (1 - Math.min(1, Math.abs(noise(x * frequency + i * 31.7, y * frequency + i * 11.9)))) ** 2
      sum += amplitude * crest * weight
      total += amplitude
      weight = Math.min(1, crest * 1.6)
      amplitude *= 0.5
      frequency *= 2.07
    }
    return sum / total
  }
}
