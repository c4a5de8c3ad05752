/** Names the largest ponds of the wetland. */
import type { Point } from '../plane.ts'
import { distance } from '../plane.ts'
import { areaOf, boxOf } from '../polygon.ts'
import type { WaterRow } from '../rows.ts'

const pondNames = [
  ['莲花塘', 'Lotus Pond'],
  ['白鹭塘', 'Egret Pond'],
  ['柿子塘', 'Persimmon Pond'],
  ['菱角塘', 'Water Caltrop Pond'],
  ['芦花塘', 'Reed Pond'],
  ['桑叶塘', 'Mulberry Pond'],
  ['梅影塘', 'Plum Pond'],
  ['渔歌塘', 'Fishers’ Pond'],
  ['竹里塘', 'Bamboo Pond'],
  ['月牙塘', 'Crescent Pond'],
  ['杨柳塘', 'Willow Pond'],
  ['秋雪塘', 'Autumn Snow Pond'],
] as const
const APART_M = 620

/** Returns the same waters with names for the largest ponds, at a distance from one another. */
export function nameWaters(waters: readonly WaterRow[]): WaterRow[] {
  const named = new Map<WaterRow, number>()
  const middles: Point[] = []
  const ponds = waters
    .filter(({ kind }) => kind === 'pond')
    .toSorted((a, b) => areaOf(b.geom) - areaOf(a.geom))
  for (const pond of ponds) {
    const [minX, minY, maxX, maxY] = boxOf(pond.geom[0]?.[0] ?? [])
    const middle: Point = [(minX + maxX) / 2, (minY + maxY) / 2]
    if (named.size >= pondNames.length) break
    if (middles.some((other) => distance(other, middle) < APART_M)) continue
    named.set(pond, named.size)
    middles.push(middle)
  }
  return waters.map((water) => {
    const [zh, en] = pondNames[named.get(water) ?? -1] ?? []
    return zh === undefined ? water : { ...water, name: `${zh}（示例）`, name_en: `${en} (sample)` }
  })
}
