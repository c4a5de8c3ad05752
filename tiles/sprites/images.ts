/** The images of a sprite sheet as SVG: badges for points, hatches and textures for areas. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { entranceKinds, facilityKinds, incidentKinds, unitStates } from '../../geodata/model/codes.ts'
import { facilityDisplay } from '../../geodata/model/facility-families.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { unitTone } from '../../geodata/model/unit-look.ts'
import { patterns } from './patterns.ts'
import type { SpriteImage } from './sprite-image.ts'

const require = createRequire(import.meta.url)
const makiFolder = join(dirname(require.resolve('@mapbox/maki/package.json')), 'icons')
const temakiFolder = join(dirname(require.resolve('@rapideditor/temaki/package.json')), 'icons')

/** Returns the paths of a Maki or Temaki icon in a box of 15 × 15. Throws if there is none. */
function glyph(icon: string): string {
  const tried = [makiFolder, temakiFolder].map((folder) => join(folder, `${icon}.svg`))
  for (const file of tried) {
    try {
      const svg = readFileSync(file, 'utf8')
      return svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).trim()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  throw new Error(`There is no icon "${icon}" in Maki or Temaki`)
}

const placed = (icon: string, colour: string, x: number, y: number, size: number) =>
  `<g fill="${colour}" transform="translate(${x} ${y}) scale(${size / 15})">${glyph(icon)}</g>`

/** Icons are white on colour by day and dark on colour by night, for contrast with the map. */
function badge(name: string, icon: string, colour: string, theme: Theme): SpriteImage {
  const ink = theme === 'day' ? '#ffffff' : '#0b1214'
  const rim = theme === 'day' ? '#ffffff' : '#0b1214'
  const markup =
    `<circle cx="12" cy="12.6" r="10.6" fill="#000000" opacity="0.16"/>` +
    `<circle cx="12" cy="12" r="10.6" fill="${rim}"/>` +
    `<circle cx="12" cy="12" r="9.4" fill="${colour}"/>` +
    placed(icon, ink, 6, 6, 12)
  return { name, width: 24, height: 24, markup }
}

/** Greenway entrances are drop-shaped, to distinguish them from facilities. */
function gate(name: string, icon: string, theme: Theme): SpriteImage {
  const colour = tokens.map[theme].entrance
  const ink = theme === 'day' ? '#ffffff' : '#0b1214'
  const rim = ink
  const square = (inset: number, radius: number, fill: string) =>
    `<rect x="${inset}" y="${inset}" width="${26 - 2 * inset}" height="${26 - 2 * inset}" rx="${radius}" fill="${fill}"/>`
  const markup = square(1, 8, rim) + square(2.4, 6.6, colour) + placed(icon, ink, 6.5, 6.5, 13)
  return { name, width: 26, height: 26, markup }
}

function unit(state: string, colour: string, theme: Theme): SpriteImage {
  const ink = theme === 'day' ? '#ffffff' : '#0b1214'
  const markup =
    `<circle cx="16" cy="16" r="15" fill="${colour}" opacity="0.28"/>` +
    `<circle cx="16" cy="16" r="11.4" fill="${ink}"/><circle cx="16" cy="16" r="10" fill="${colour}"/>` +
    placed('car', ink, 9, 9, 14)
  return { name: `unit-${state}`, width: 32, height: 32, markup }
}

function shield(name: string, fill: string, edge: string): SpriteImage {
  return {
    name,
    width: 20,
    height: 16,
    markup: `<rect x="0.5" y="0.5" width="19" height="15" rx="3.5" fill="${fill}" stroke="${edge}"/>`,
    stretchX: [[5, 15]],
    stretchY: [[5, 11]],
    content: [4, 2, 16, 14],
  }
}

function signs(theme: Theme): SpriteImage[] {
  const colours = tokens.map[theme]
  const edge = theme === 'day' ? '#ffffff' : '#0b1214'
  return [
    shield('shield-motorway', '#1f7a4d', edge),
    shield('shield-road', theme === 'day' ? '#b9773a' : '#8a5a2c', edge),
    {
      name: 'peak',
      width: 16,
      height: 16,
      markup: `<path d="M8 2.6 14.4 13.4H1.6Z" fill="${colours.labelGreen}" stroke="${colours.halo}" stroke-width="1.6" stroke-linejoin="round" paint-order="stroke"/>`,
    },
    {
      name: 'oneway',
      width: 14,
      height: 8,
      markup: `<path d="M1 4h9M7.4 1.2 11 4 7.4 6.8" fill="none" stroke="${colours.labelMuted}" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"/>`,
    },
  ]
}

/** Returns every image of a theme's sprite sheet. */
export function spriteImages(theme: Theme): SpriteImage[] {
  const facilities = Object.entries(facilityKinds).map(([kind, { icon }]) => {
    const { family } = facilityDisplay[kind as keyof typeof facilityDisplay]
    return badge(`facility-${kind}`, icon ?? 'circle', tokens.facility[family][theme], theme)
  })
  const entrances = Object.entries(entranceKinds).map(([kind, { icon }]) =>
    gate(`entrance-${kind}`, icon ?? 'entrance', theme),
  )
  const incidents = Object.entries(incidentKinds).map(([kind, { icon }]) =>
    badge(`incident-${kind}`, icon ?? 'caution', tokens.map[theme].incident, theme),
  )
  const units = Object.keys(unitStates).map((state) =>
    unit(state, tokens.state[unitTone[state as keyof typeof unitTone]][theme], theme),
  )
  return [...facilities, ...entrances, ...incidents, ...units, ...signs(theme), ...patterns(theme)]
}
