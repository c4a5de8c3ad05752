/**
 * Colours of land use on the map: the norm's colours, translucent over the basemap's ground of the theme.
 * Swatches of panels and legends use them too, so that they equal the map by day and by night.
 */
import { landUseClasses } from './land-use.ts'
import { type Theme, tokens } from './tokens.ts'

/** Opacity of parcels where they are distinguishable, from zoom 12. */
export const landUseOpacity: Readonly<Record<Theme, number>> = { day: 0.72, night: 0.58 }

/** `#rrggbb` of codes that are not in the guide. */
export const unknownLandUse = '#c9c9c9'

/**
 * Returns the norm's colour of a code; a code that is not in the guide has the colour of its first two
 * digits.
 */
function landUseInk(code: string): string {
  const known = landUseClasses.get(code) ?? landUseClasses.get(code.slice(0, 2))
  return (known?.colour ?? unknownLandUse).toLowerCase()
}

/** Returns the colour of a code on the map of the theme, as `#rrggbb`. */
export function landUseColour(code: string, theme: Theme): string {
  return over(landUseInk(code), tokens.map[theme].land, landUseOpacity[theme])
}

/** Returns a translucent colour over an opaque ground, as one colour. */
function over(colour: string, ground: string, opacity: number): string {
  const [above, below] = [channels(colour), channels(ground)]
  const mixed = above.map((value, index) => Math.round(opacity * value + (1 - opacity) * (below[index] ?? 0)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
