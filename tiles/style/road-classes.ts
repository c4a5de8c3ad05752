/** Widths, colours and ranks of road classes, shared by the roads' parts and their legend. */
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { MapColours } from '../../geodata/model/tokens.ts'
import { byZoom, matchCodes } from './layer-style.ts'

export const carriageways = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'pedestrian',
  'service',
] as const

type Carriageway = (typeof carriageways)[number]
const zooms = [8, 12, 14, 16, 19] as const

/** Pixels at zoom 8, 12, 14, 16 and 19. */
const widths: Readonly<Record<Carriageway, readonly [number, number, number, number, number]>> = {
  motorway: [1.2, 3, 5, 11, 34],
  trunk: [0.9, 2.6, 4.6, 10.5, 34],
  primary: [0.6, 2.2, 4.2, 9.5, 32],
  secondary: [0.3, 1.7, 3.4, 8.5, 28],
  tertiary: [0.1, 1.1, 2.6, 7.2, 25],
  residential: [0, 0.5, 1.7, 5.4, 20],
  pedestrian: [0, 0.4, 1.4, 4.6, 17],
  service: [0, 0.2, 0.9, 3.2, 13],
}

/** Line width by class and zoom, `extra` pixels wider on both sides together. */
export function roadWidth(extra: number): ExpressionSpecification {
  return byZoom(
    zooms.map((zoom, index) => {
      const table = Object.fromEntries(
        carriageways.map((name) => [name, (widths[name][index] ?? 0) + extra * Math.min(1, (zoom - 6) / 8)]),
      )
      return [zoom, matchCodes('class', table, 1 + extra)] as const
    }),
    1.5,
  )
}

export const roadFill = (colours: MapColours): Record<Carriageway, string> => ({
  motorway: colours.motorway,
  trunk: colours.trunk,
  primary: colours.primary,
  secondary: colours.street,
  tertiary: colours.street,
  residential: colours.street,
  pedestrian: colours.street,
  service: colours.street,
})

export const roadEdge = (colours: MapColours): Record<Carriageway, string> => ({
  motorway: colours.motorwayEdge,
  trunk: colours.trunkEdge,
  primary: colours.primaryEdge,
  secondary: colours.streetEdge,
  tertiary: colours.streetEdge,
  residential: colours.streetEdge,
  pedestrian: colours.streetEdge,
  service: colours.streetEdge,
})

/** Drawing order: first by level, then by class. */
export const roadRank: ExpressionSpecification = [
  '+',
  ['*', 10, ['coalesce', ['get', 'level'], 0]],
  matchCodes('class', Object.fromEntries([...carriageways].reverse().map((name, rank) => [name, rank])), 0),
]
