import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LegendEntry } from '../../geodata/model/answers/legend.ts'
import { roadClasses } from '../../geodata/model/codes.ts'
import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { byZoom, inked, label, legendOf, matchCodes, oneOf, regular, stepZoom } from './layer-style.ts'
import { carriageways, roadEdge, roadFill, roadRank, roadWidth } from './road-classes.ts'

const major = ['motorway', 'trunk', 'primary', 'secondary']

/** Classes by lowest zoom; the zoom step must be the outermost expression. */
function drawn(extra: ExpressionSpecification): ExpressionSpecification {
  const among = (classes: readonly string[]): ExpressionSpecification => [
    'all',
    oneOf('class', classes),
    extra,
  ]
  return stepZoom(
    among(['motorway', 'trunk', 'primary']),
    [10, among(major)],
    [11.5, among([...major, 'tertiary'])],
    [12.5, among([...major, 'tertiary', 'residential', 'pedestrian'])],
    [14, among(carriageways)],
  )
}

const inTunnel: ExpressionSpecification = ['==', ['get', 'tunnel'], true]
const onBridge: ExpressionSpecification = [
  'all',
  ['==', ['get', 'bridge'], true],
  ['!=', ['get', 'tunnel'], true],
]
const onGround: ExpressionSpecification = [
  'all',
  ['!=', ['get', 'bridge'], true],
  ['!=', ['get', 'tunnel'], true],
]

function carriageway({ colours }: StyleContext, where: 'tunnel' | 'ground' | 'bridge'): readonly StylePart[] {
  const filter = drawn({ tunnel: inTunnel, ground: onGround, bridge: onBridge }[where])
  const faint = where === 'tunnel' ? 0.5 : 1
  const edge = where === 'bridge' ? 2.4 : 1.6
  return [
    {
      part: `${where}-edge`,
      slot: 'way',
      type: 'line',
      minzoom: 10,
      filter,
      layout: {
        'line-join': 'round',
        'line-sort-key': roadRank,
        'line-cap': where === 'ground' ? 'round' : 'butt',
      },
      paint: {
        'line-color': matchCodes('class', roadEdge(colours), colours.streetEdge),
        'line-width': roadWidth(edge),
        'line-opacity': faint,
        ...(where === 'tunnel' ? { 'line-dasharray': [2, 1.4] } : {}),
      },
    },
    {
      part: where,
      slot: 'way',
      type: 'line',
      filter,
      layout: { 'line-join': 'round', 'line-sort-key': roadRank, 'line-cap': 'round' },
      paint: {
        'line-color': matchCodes('class', roadFill(colours), colours.street),
        'line-width': roadWidth(0),
        'line-opacity': where === 'tunnel' ? 0.55 : 1,
      },
    },
  ]
}

/** Footways and cycleways: dashed, to distinguish them from streets. */
const paths: Readonly<Record<string, { classes: string[]; dash: number[]; minzoom: number; width: number }>> =
  {
    track: { classes: ['track'], dash: [4, 1.6], minzoom: 13, width: 1.5 },
    cycleway: { classes: ['cycleway'], dash: [3, 1.2], minzoom: 13, width: 1.4 },
    path: { classes: ['footway', 'path'], dash: [1.6, 1.2], minzoom: 13.5, width: 1.2 },
    steps: { classes: ['steps'], dash: [0.5, 0.5], minzoom: 14, width: 2.2 },
  }

function path({ colours }: StyleContext, name: string): StylePart[] {
  const look = paths[name]
  if (!look) return []
  return [
    {
      part: name,
      slot: 'way',
      type: 'line',
      minzoom: look.minzoom,
      filter: oneOf('class', look.classes),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': name === 'cycleway' ? colours.cycleway : colours.path,
        'line-width': byZoom([
          [13, look.width * 0.6],
          [16, look.width * 1.25],
          [19, look.width * 3],
        ]),
        'line-dasharray': look.dash,
        'line-opacity': byZoom([
          [13, 0.4],
          [15, 0.85],
        ]),
      },
    },
  ]
}

const rails = ({ colours }: StyleContext): readonly StylePart[] => [
  {
    part: 'metro',
    slot: 'way',
    type: 'line',
    minzoom: 10,
    filter: oneOf('class', ['metro']),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colours.metro,
      'line-opacity': 0.55,
      'line-dasharray': [5, 1.5],
      'line-width': byZoom([
        [10, 0.8],
        [16, 2.6],
      ]),
    },
  },
  {
    part: 'rail',
    slot: 'way',
    type: 'line',
    minzoom: 9,
    filter: oneOf('class', ['rail']),
    paint: {
      'line-color': colours.rail,
      'line-width': byZoom([
        [9, 0.7],
        [14, 2],
        [18, 5],
      ]),
    },
  },
  {
    part: 'rail-gap',
    slot: 'way',
    type: 'line',
    minzoom: 12,
    filter: oneOf('class', ['rail']),
    paint: {
      'line-color': colours.railGap,
      'line-dasharray': [6, 6],
      'line-width': byZoom([
        [12, 0.6],
        [14, 1.2],
        [18, 3.4],
      ]),
    },
  },
]

const names = (context: StyleContext): readonly StylePart[] => [
  {
    part: 'name',
    slot: 'label',
    type: 'symbol',
    minzoom: 12.5,
    filter: stepZoom(
      oneOf('class', ['motorway', 'trunk', 'primary']),
      [13.5, oneOf('class', [...major, 'tertiary'])],
      [15, ['!', oneOf('class', ['steps', 'service', 'metro'])]],
      [16.5, true],
    ),
    layout: {
      'symbol-placement': 'line',
      // Upright where the view is tilted.
      'text-pitch-alignment': 'viewport',
      'symbol-spacing': 320,
      'symbol-sort-key': ['-', 0, roadRank],
      'text-field': label(context),
      'text-font': regular,
      'text-size': byZoom([
        [13, 10.5],
        [16, 12.5],
        [19, 15],
      ]),
      'text-letter-spacing': 0.05,
      'text-max-angle': 28,
      'text-padding': 6,
    },
    paint: inked(context, context.colours.labelRoad),
  },
  {
    part: 'number',
    slot: 'label',
    type: 'symbol',
    minzoom: 9,
    filter: ['all', oneOf('class', ['motorway', 'trunk', 'primary']), ['has', 'ref']],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 520,
      'icon-image': matchCodes('class', { motorway: 'shield-motorway' }, 'shield-road'),
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [2, 4, 2, 4],
      'icon-rotation-alignment': 'viewport',
      'text-rotation-alignment': 'viewport',
      'text-field': ['get', 'ref'],
      'text-font': regular,
      'text-size': 10,
    },
    paint: { 'text-color': '#ffffff' },
  },
  {
    part: 'direction',
    slot: 'way',
    type: 'symbol',
    minzoom: 16,
    filter: ['all', oneOf('class', carriageways), ['==', ['get', 'oneway'], true]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 130,
      'icon-image': 'oneway',
      'icon-rotation-alignment': 'map',
    },
    paint: { 'icon-opacity': 0.6 },
  },
]

export const roads: LayerStyle = {
  parts: (context) => [
    ...carriageway(context, 'tunnel'),
    ...Object.keys(paths).flatMap((name) => path(context, name)),
    ...carriageway(context, 'ground'),
    ...rails(context),
    ...carriageway(context, 'bridge'),
    ...names(context),
  ],
  legend: ({ colours }): LegendEntry[] => {
    const fill: Readonly<Record<string, string>> = roadFill(colours)
    const edge: Readonly<Record<string, string>> = roadEdge(colours)
    return legendOf(roadClasses, (code) => {
      const walked = Object.values(paths).find((look) => look.classes.includes(code))
      if (walked) {
        const colour = code === 'cycleway' ? colours.cycleway : colours.path
        return { shape: 'line', colour, dash: walked.dash, width: Math.max(1.6, walked.width) }
      }
      if (code === 'rail')
        return { shape: 'line', colour: colours.rail, dash: [4, 4], edge: colours.rail, width: 3 }
      if (code === 'metro') return { shape: 'line', colour: colours.metro, dash: [5, 1.5], width: 2 }
      return {
        shape: 'line',
        colour: fill[code] ?? colours.street,
        edge: edge[code] ?? colours.streetEdge,
        width: major.includes(code) ? 5 : 3.5,
      }
    })
  },
}
