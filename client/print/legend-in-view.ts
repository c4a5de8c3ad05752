/** Computes the legend of a map: layers with features on it, and their codes. */
import type { MapLibreMap } from 'maplibre-gl'
import type { LegendEntry, Legends } from '../../geodata/model/answers/legend.ts'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'
import type { Text } from '../../geodata/model/text.ts'

export interface LegendSection {
  readonly layer: string
  readonly title: Text
  readonly entries: readonly LegendEntry[]
}

/** Values of the features in view by layer, of any column. */
export type ValuesInView = ReadonlyMap<string, ReadonlySet<unknown>>

/** Subjects first, the basemap last. */
const order = ['greenway', 'planning', 'patrol', 'basemap']
/** Layers without a legend, because names and borders are self-explanatory. */
const plain = new Set(['places', 'admin_areas'])

export function valuesInView(map: MapLibreMap): ValuesInView {
  const found = new Map<string, Set<unknown>>()
  for (const { sourceLayer, properties } of map.queryRenderedFeatures()) {
    if (sourceLayer === undefined) continue
    const values = found.get(sourceLayer) ?? new Set()
    for (const value of Object.values(properties)) values.add(value)
    found.set(sourceLayer, values)
  }
  return found
}

export function legendInView(found: ValuesInView, legends: Legends): LegendSection[] {
  return drawnLayers
    .filter(({ id }) => found.has(id) && !plain.has(id))
    .sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group))
    .map(({ id, title }) => ({
      layer: id,
      title,
      entries: (legends[id] ?? []).filter(({ code }) => code === null || found.get(id)?.has(code)),
    }))
    .filter(({ entries }) => entries.length > 0)
}
