/** The model's own colours: stronger than the map's, because light and distance fade them. */
import { type MapColours, type Theme, tokens } from '../../geodata/model/tokens.ts'

export const modelColours: Readonly<Record<Theme, MapColours>> = {
  day: {
    ...tokens.map.day,
    land: '#d8d5b0',
    forest: '#5d9150',
    scrub: '#93b06a',
    grass: '#a9c873',
    park: '#80b661',
    wetland: '#7fb89c',
    farmland: '#cfd08f',
    orchard: '#a8c067',
    residential: '#dcd2c2',
    commercial: '#e3cdbd',
    industrial: '#cfcbd3',
    education: '#e0d6ae',
    cemetery: '#b9c59d',
    bare: '#d8c9a4',
    water: '#2b7ea6',
    street: '#fbf8f0',
    streetEdge: '#bdb49f',
    greenway: '#00b873',
    greenwayEdge: '#ffffff',
  },
  night: { ...tokens.map.night, forest: '#1a3324', park: '#1b3826', water: '#0b3a52' },
}

/** Crowns of trees, darker and lighter than the forest's ground. */
export const crownColours: Readonly<Record<Theme, readonly [dark: string, light: string]>> = {
  day: ['rgb(38 82 40 / 45%)', 'rgb(150 190 110 / 40%)'],
  night: ['rgb(5 14 9 / 50%)', 'rgb(60 100 72 / 35%)'],
}
