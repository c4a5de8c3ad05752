/** Heat map of incidents: a deck.gl layer on the flat map, a draped image on terrain. */
import { HeatmapLayer } from '@deck.gl/aggregation-layers'
import type { Color } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { effect, untracked } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'
import type { Theme } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { rampAlpha, rampColours } from './colour-ramp.ts'
import { DrapedDensity } from './draped-density.ts'
import { INCIDENTS } from './incident-points.ts'
import type { PatrolState } from './patrol-state.ts'
import { shownDisplay } from './printed-display.ts'

const SHADES = 24
/** The heat map fades out between these zooms. Single incidents replace it, because it would flicker there. */
const FADE = [15, 17] as const

const colourRange = (theme: Theme): Color[] =>
  rampColours(theme, SHADES).map(([red, green, blue], shade) => [
    red,
    green,
    blue,
    rampAlpha(shade / (SHADES - 1)),
  ])

/** Returns the opacity of the heat map at a zoom, rounded to tenths. */
function heatOpacity(zoom: number): number {
  const part = (FADE[1] - zoom) / (FADE[1] - FADE[0])
  return Math.round(Math.min(1, Math.max(0, part)) * 10) / 10
}

function heatLayer({ columns, chosen }: PatrolState, theme: Theme, opacity: number) {
  const { longitudes, latitudes } = columns
  const indices = chosen.value
  return new HeatmapLayer<unknown, { beforeId: string }>({
    id: `patrol-heat-${theme}`,
    data: { length: indices.length },
    getPosition: (_, { index }) => {
      const incident = indices[index] ?? 0
      return [longitudes[incident] ?? 0, latitudes[incident] ?? 0]
    },
    colorRange: colourRange(theme),
    radiusPixels: 36,
    threshold: 0.03,
    weightsTextureSize: 1024,
    debounceTimeout: 80,
    opacity,
    beforeId: INCIDENTS,
  })
}

function draw(
  map: MapLibreMap,
  overlay: MapLibreOverlay,
  draped: DrapedDensity,
  context: DeskContext,
  state: PatrolState,
): void {
  const theme = context.theme.value
  const shown = shownDisplay(context, state) === 'heat' && state.chosen.value.length > 0
  const terrain = Boolean(map.getTerrain())
  const opacity = heatOpacity(map.getZoom())
  overlay.setProps({ layers: shown && !terrain && opacity > 0 ? [heatLayer(state, theme, opacity)] : [] })
  if (shown && terrain) draped.show(state.columns, state.chosen.value, theme)
  else draped.hide()
}

/** Updates the layer with the state. Returns the function that removes it. */
export function drawHeat(context: DeskContext, state: PatrolState, map: MapLibreMap): () => void {
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] })
  map.addControl(overlay)
  const draped = new DrapedDensity(map, INCIDENTS)
  const again = () => untracked(() => draw(map, overlay, draped, context, state))
  const stop = effect(() => draw(map, overlay, draped, context, state))
  let drawn = ''
  const look = () => {
    const terrain = Boolean(map.getTerrain())
    // The draped image covers one view and its surroundings; deck.gl follows the map automatically.
    const { lng, lat } = map.getCenter()
    const place = terrain ? `${lng.toFixed(3)}/${lat.toFixed(3)}/${map.getZoom().toFixed(1)}` : ''
    const seen = `${terrain}${heatOpacity(map.getZoom())}${place}`
    if (seen === drawn) return
    drawn = seen
    again()
  }
  map.on('terrain', look)
  map.on('moveend', look)
  // deck.gl can add its layer only to a loaded style.
  map.once('idle', again)
  return () => {
    stop()
    map.off('terrain', look)
    map.off('moveend', look)
    map.off('idle', again)
    draped.hide()
    map.removeControl(overlay)
  }
}
