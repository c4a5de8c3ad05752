/** Open incidents on the map, above heat map and hexagons: a ring by urgency, the kind, and the time left. */
import { effect } from '@preact/signals'
import type { Feature, Point } from 'geojson'
import type { ExpressionSpecification, MapLibreMap } from 'maplibre-gl'
import type { ListedIncident } from '../../geodata/model/answers/incidents.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import type { Language } from '../../geodata/model/text.ts'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { leftText, type Urgency, urgencyOf } from './incident-text.ts'
import type { PatrolState } from './patrol-state.ts'
import { featureWriter } from './shown-features.ts'
import { spanText } from './span-text.ts'

const ID = 'patrol-open'
const MARK = `${ID}-mark`
/** Property with the id of the catalogue layer, for clicks. */
const metadata = { 'shuangxi:layer': 'incidents' }
/** From this zoom the map shows the time left beside the mark. */
const TEXT_ZOOM = 12.5

const tones = {
  overdue: 'alert',
  soon: 'busy',
  running: 'busy',
  waiting: 'idle',
  closed: 'idle',
} as const satisfies Record<Urgency, keyof typeof tokens.state>

function featureOf(incident: ListedIncident, now: number, language: Language): Feature<Point> {
  const { id, kind, lon, lat, synthetic } = incident
  const urgency = urgencyOf(incident, now)
  return {
    type: 'Feature',
    id,
    properties: {
      image: kind in codeLists.incidentKinds ? `incident-${kind}` : '',
      urgency,
      // Whole minutes, because each change redraws the map.
      label: leftText(incident, now, language, spanText),
      order: urgency === 'overdue' ? 0 : 1,
      synthetic,
    },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }
}

function colourOf(theme: Theme): ExpressionSpecification {
  const cases = Object.entries(tones).flatMap(([urgency, tone]) => [urgency, tokens.state[tone][theme]])
  return [
    'match',
    ['get', 'urgency'],
    ...cases,
    tokens.state.idle[theme],
  ] as unknown as ExpressionSpecification
}

function addLayers(map: MapLibreMap, theme: Theme): void {
  const colours = tokens.map[theme]
  map.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  map.addLayer({
    id: ID,
    type: 'circle',
    source: ID,
    metadata,
    paint: {
      'circle-color': colours.halo,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 8, 14, 13],
      'circle-stroke-color': colourOf(theme),
      'circle-stroke-width': ['match', ['get', 'urgency'], 'overdue', 4, 3],
    },
  })
  map.addLayer({
    id: MARK,
    type: 'symbol',
    source: ID,
    metadata,
    layout: {
      'icon-image': ['get', 'image'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.55, 14, 0.8],
      'icon-allow-overlap': true,
      // Labels must not overlap the ring either.
      'icon-padding': 8,
      'symbol-sort-key': ['get', 'order'],
      'text-field': ['step', ['zoom'], '', TEXT_ZOOM, ['get', 'label']],
      'text-font': [tokens.type.mapBold],
      'text-size': 12,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 1.5,
      'text-optional': true,
    },
    paint: {
      'text-color': colourOf(theme),
      'text-halo-color': colours.halo,
      'text-halo-width': 1.8,
    },
  })
}

/** Updates the layer with the open incidents and the time. Returns the function that removes it. */
export function drawOpen({ theme, language }: DeskContext, state: PatrolState, map: MapLibreMap): () => void {
  addLayers(map, theme.peek())
  const show = featureWriter(map, ID)
  const stop = effect(() => {
    const [spoken, now] = [language.value, state.now.value]
    show(
      (state.replaying.value ? [] : state.open.value.incidents).map((incident) =>
        featureOf(incident, now, spoken),
      ),
    )
  })
  return () => {
    stop()
    for (const id of [MARK, ID]) if (map.getLayer(id)) map.removeLayer(id)
    if (map.getSource(ID)) map.removeSource(ID)
  }
}
