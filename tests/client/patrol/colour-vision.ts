/** Lightness of colours, and simulation of colour blindness. */
import type { Rgb } from '../../../client/patrol/colour-ramp.ts'

const linear = (value: number) => {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

const light = ([red, green, blue]: Rgb): Rgb => [linear(red), linear(green), linear(blue)]

/** Returns the CIELAB lightness (D65) of linear light. */
export function lightness([red, green, blue]: Rgb): number {
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y
}

/** Matrices of full dichromacy for linear sRGB (Machado, Oliveira and Fernandes, 2009). */
const visions = {
  common: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const

export type Visibility = keyof typeof visions
export const visionNames = Object.keys(visions) as Visibility[]

/** Returns the linear light of an sRGB colour as seen with a kind of vision. */
export function seen(colour: Rgb, vision: Visibility): Rgb {
  const [red, green, blue] = light(colour)
  const [r, g, b] = visions[vision].map((row) =>
    Math.min(1, Math.max(0, row[0] * red + row[1] * green + row[2] * blue)),
  )
  return [r ?? 0, g ?? 0, b ?? 0]
}
