/** The density colour ramp of the design tokens, with any number of steps. */
import { type Theme, tokens } from '../../geodata/model/tokens.ts'

export type Rgb = readonly [red: number, green: number, blue: number]

function channels(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Converts sRGB, 0–255, to linear light, 0–1 (IEC 61966-2-1), and back. */
const toLinear = (value: number) =>
  value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
const fromLinear = (value: number) =>
  Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055))

/** Converts sRGB to OKLab (B. Ottosson, 2020). */
function toOklab([r, g, b]: Rgb): Rgb {
  const [red, green, blue] = [toLinear(r), toLinear(g), toLinear(b)]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => fromLinear(Math.min(1, Math.max(0, value)))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part]
}

/** Returns `steps` colours from low to high, interpolated in OKLab between the stops of the tokens. */
export function rampColours(theme: Theme, steps: number): readonly Rgb[] {
  const stops = tokens.heat[theme].map((hex) => toOklab(channels(hex)))
  return Array.from({ length: steps }, (_, index) => {
    const place = (index / Math.max(1, steps - 1)) * (stops.length - 1)
    const stop = Math.min(Math.floor(place), stops.length - 2)
    const [low = [0, 0, 0], high = [0, 0, 0]] = [stops[stop], stops[stop + 1]]
    return fromOklab(mix(low, high, place - stop))
  })
}

/** Returns the opacity (0–255) at a share of the ramp: low densities are more transparent. */
export const rampAlpha = (part: number): number => Math.round(255 * Math.min(0.88, 0.3 + 0.9 * part))

export const cssColour = ([red, green, blue]: Rgb): string => `rgb(${red}, ${green}, ${blue})`
