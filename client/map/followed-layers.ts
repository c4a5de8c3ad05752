/** Applies changes of the page's state to the map's layers. */
import { effect } from '@preact/signals'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import { reducedMotion } from '../store.ts'
import { opacitiesOf } from './layer-paint.ts'
import { SELECTION } from './selected-layers.ts'
import type { StyleKeeper } from './style-keeper.ts'
import { catalogueLayerOf, isDrawn, orderedLayers, restrict, TERRAIN_EXAGGERATION } from './style-state.ts'

function applyVisibility(map: MapLibreMap, styles: StyleKeeper): void {
  const state = styles.state()
  for (const layer of styles.style?.layers ?? []) {
    const wanted = isDrawn(layer, state) ? 'visible' : 'none'
    if (map.getLayer(layer.id) && map.getLayoutProperty(layer.id, 'visibility') !== wanted) {
      map.setLayoutProperty(layer.id, 'visibility', wanted)
    }
  }
}

function applyKinds(map: MapLibreMap, styles: StyleKeeper): void {
  const { kinds } = styles.state()
  for (const layer of styles.style?.layers ?? []) {
    const id = catalogueLayerOf(layer)
    if (id === undefined || !('source-layer' in layer) || !map.getLayer(layer.id)) continue
    const wanted = restrict(layer.filter, kinds.get(id))
    if (JSON.stringify(map.getFilter(layer.id)) !== JSON.stringify(wanted)) map.setFilter(layer.id, wanted)
  }
}

/** Sets opacities that differ from the map's: a change of one layer repaints that one. */
function applyOpacities(map: MapLibreMap, styles: StyleKeeper): void {
  const { opacities } = styles.state()
  for (const layer of styles.style?.layers ?? []) {
    const id = catalogueLayerOf(layer)
    if (id === undefined || !map.getLayer(layer.id)) continue
    for (const [name, wanted] of opacitiesOf(layer, opacities?.get(id) ?? 100)) {
      const known = map.getPaintProperty(layer.id, name as never)
      if (JSON.stringify(known) !== JSON.stringify(wanted))
        map.setPaintProperty(layer.id, name as never, wanted as never)
    }
  }
}

/** Moves layers whose place in the reader's order differs from the map's. */
function applyOrder(map: MapLibreMap, styles: StyleKeeper): void {
  const own = new Set((styles.style?.layers ?? []).map(({ id }) => id))
  const wanted = orderedLayers(styles.style?.layers ?? [], styles.state().order).map(({ id }) => id)
  const known = map.getLayersOrder().filter((id) => own.has(id))
  if (JSON.stringify(wanted) === JSON.stringify(known)) return
  for (const [index, id] of wanted.entries()) {
    const above = known[index]
    if (above === undefined || above === id) continue
    map.moveLayer(id, above)
    known.splice(known.indexOf(id), 1)
    known.splice(index, 0, id)
  }
}

const pace = (milliseconds: number) => (reducedMotion.peek() ? 0 : milliseconds)

function applyTerrain(map: MapLibreMap, styles: StyleKeeper, on: boolean): void {
  if (Boolean(map.getTerrain()) === on) return
  const source = styles.style?.sources.terrain
  // The page's style leaves the source out until it is needed.
  if (on && source && !map.getSource('terrain')) map.addSource('terrain', source)
  if (!map.getSource('terrain')) return
  map.setTerrain(on ? { source: 'terrain', exaggeration: TERRAIN_EXAGGERATION } : null)
  if (on && map.getPitch() < 45) map.easeTo({ pitch: 60, duration: pace(700) })
  if (!on) map.easeTo({ pitch: 0, duration: pace(500) })
}

/** Keeps layers, filters, relief, terrain and the selected feature up to date while the map exists. */
export function followLayers(map: MapLibreMap, styles: StyleKeeper): void {
  let drawn: GeoJSON.GeoJSON | undefined
  effect(() => {
    const state = styles.state()
    const isNew = state.selection !== drawn
    drawn = state.selection
    if (!styles.style) return
    applyVisibility(map, styles)
    applyKinds(map, styles)
    applyOpacities(map, styles)
    applyOrder(map, styles)
    applyTerrain(map, styles, state.terrain)
    if (isNew) map.getSource<GeoJSONSource>(SELECTION)?.setData(state.selection)
  })
  // A new style has new layers: changes made while it loaded are applied to them.
  styles.onStyle(() => {
    applyVisibility(map, styles)
    applyKinds(map, styles)
    applyOpacities(map, styles)
    applyOrder(map, styles)
    return undefined
  })
  map.on('pitchend', () => applyVisibility(map, styles))
}
