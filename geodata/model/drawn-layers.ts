/**
 * Every layer that readers can switch: those of the catalogue, and contours, which are made from
 * elevations and have no table, no collection and no place in tiles of several layers.
 */
import { catalogue, drawnByDefault } from './catalogue.ts'
import type { Layer } from './layer.ts'

export type DrawnLayer = Pick<
  Layer,
  'id' | 'title' | 'description' | 'group' | 'minzoom' | 'maxzoom' | 'restricted'
>

export const contours: DrawnLayer = {
  id: 'contours',
  title: { zh: '等高线', en: 'Contours' },
  description: {
    zh: '由高程数据生成；间隔随比例尺为 100、50、20、10、5 米，每五条一条计曲线，注记为米。平静水面和无数据处不画。',
    en: 'From the elevation models. Intervals of 100, 50, 20, 10 or 5 m by scale; every fifth line is heavier and labelled in metres. None on flat water or without data.',
  },
  group: 'basemap',
  minzoom: 9,
  maxzoom: 15,
}

/** Contours first: their labels have the lowest priority. */
export const drawnLayers: readonly DrawnLayer[] = [contours, ...catalogue]

/** True for layers that are visible by default. */
export function drawnAtFirst(layer: DrawnLayer): boolean {
  return layer.id !== contours.id && drawnByDefault(layer)
}
