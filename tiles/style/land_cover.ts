import { landCoverKinds } from '../../geodata/model/codes.ts'
import type { MapColours } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, legendOf, matchCodes, oneOf } from './layer-style.ts'

const colour = (colours: MapColours): Record<keyof typeof landCoverKinds, string> => ({
  forest: colours.forest,
  scrub: colours.scrub,
  grass: colours.grass,
  park: colours.park,
  wetland: colours.wetland,
  farmland: colours.farmland,
  orchard: colours.orchard,
  residential: colours.residential,
  commercial: colours.commercial,
  industrial: colours.industrial,
  education: colours.education,
  cemetery: colours.cemetery,
  bare: colours.bare,
})

/** Drawing order: built-up land below green land, parks above forests. */
export const landCoverOrder = {
  residential: 0,
  commercial: 1,
  industrial: 1,
  education: 1,
  bare: 2,
  farmland: 3,
  forest: 4,
  scrub: 5,
  orchard: 6,
  park: 7,
  grass: 8,
  wetland: 9,
  cemetery: 9,
}

const textured = ['wetland', 'orchard', 'cemetery']

export const landCover: LayerStyle = {
  parts: ({ colours }) => [
    {
      part: 'fill',
      slot: 'ground',
      type: 'fill',
      layout: { 'fill-sort-key': matchCodes('kind', landCoverOrder, 0) },
      paint: {
        'fill-color': matchCodes('kind', colour(colours), colours.land),
        'fill-antialias': false,
        'fill-opacity': byZoom([
          [8, 0.75],
          [12, 1],
        ]),
      },
    },
    {
      part: 'texture',
      slot: 'ground',
      type: 'fill',
      minzoom: 13,
      filter: oneOf('kind', textured),
      paint: {
        'fill-pattern': ['concat', 'texture-', ['get', 'kind']],
        'fill-opacity': byZoom([
          [13, 0],
          [14, 0.8],
        ]),
      },
    },
  ],
  legend: ({ colours }) => {
    const table = colour(colours)
    return legendOf(landCoverKinds, (code) => ({
      shape: 'fill',
      colour: table[code as keyof typeof table],
      ...(textured.includes(code) ? { image: `texture-${code}` } : {}),
    }))
  },
}
