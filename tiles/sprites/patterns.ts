/** Seamless patterns for areas: opposite edges match. */
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { SpriteImage } from './sprite-image.ts'

type Draw = (colour: string) => string

const line = (d: string, colour: string, width: number, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}"/>`

/** Diagonals at 45°, rising to the right, at this distance along the edge. */
const rising =
  (step: number, width: number): Draw =>
  (colour) =>
    Array.from({ length: 2 * Math.round(16 / step) + 2 }, (_, i) => {
      const at = i * step - 16
      return line(`M${at - 2} 18 L${at + 18} -2`, colour, width)
    }).join('')

const falling =
  (step: number, width: number): Draw =>
  (colour) =>
    Array.from({ length: 2 * Math.round(16 / step) + 2 }, (_, i) => {
      const at = i * step - 16
      return line(`M${at - 2} -2 L${at + 18} 18`, colour, width)
    }).join('')

const crossed: Draw = (colour) => rising(8, 0.8)(colour) + falling(8, 0.8)(colour)
const level: Draw = (colour) => line('M0 4H16M0 12H16', colour, 1)
const waves: Draw = (colour) => line('M0 4q4-3 8 0t8 0M0 12q4-3 8 0t8 0', colour, 1)
const dots: Draw = (colour) =>
  [
    [4, 4],
    [12, 12],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.5" fill="${colour}"/>`)
    .join('')

/** How each control line's area is filled; the urban boundary is a line only. */
const hatches: Readonly<
  Record<Exclude<keyof typeof tokens.controlLine, 'urban_development_boundary'>, Draw>
> = {
  permanent_basic_farmland: level,
  ecological_redline: rising(8, 1.1),
  heritage_protection: crossed,
  heritage_control: falling(8, 0.9),
  water_protection: waves,
  flood: dots,
}

function square(name: string, size: number, markup: string): SpriteImage {
  return { name, width: size, height: size, markup }
}

function textures(theme: Theme): SpriteImage[] {
  const colours = tokens.map[theme]
  const opacity = theme === 'day' ? 0.55 : 0.8
  const tuft = (x: number, y: number) =>
    `M${x} ${y}v-3M${x - 2.4} ${y}l-1-2M${x + 2.4} ${y}l1-2M${x - 4} ${y + 1}h8`
  const tree = (x: number, y: number, fill: string) =>
    `<circle cx="${x}" cy="${y}" r="1.6" fill="${fill}" fill-opacity="${opacity}"/>`
  const stone = (x: number, y: number) => `M${x} ${y}v-4M${x - 1.5} ${y - 2.6}h3`
  return [
    square('texture-wetland', 32, line(`${tuft(8, 10)}${tuft(24, 26)}`, colours.waterEdge, 1, opacity)),
    square('texture-orchard', 16, tree(4, 4, colours.labelGreen) + tree(12, 12, colours.labelGreen)),
    square('texture-cemetery', 32, line(`${stone(8, 12)}${stone(24, 28)}`, colours.labelMuted, 1, opacity)),
  ]
}

/** Hatches for control lines and idle parcels, and textures for land cover. */
export function patterns(theme: Theme): SpriteImage[] {
  const drawn = Object.entries(hatches).map(([kind, draw]) => {
    const pair = tokens.controlLine[kind as keyof typeof hatches]
    return square(`hatch-${kind}`, 16, draw(pair[theme]))
  })
  const idle = theme === 'day' ? '#3b3b36' : '#e8e4d8'
  return [...drawn, square('hatch-idle', 16, rising(8, 0.7)(idle)), ...textures(theme)]
}
