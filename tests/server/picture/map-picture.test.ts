/** Pictures of maps say what they do not show. */
import { expect, test } from 'vitest'
import type { Queryable } from '../../../geodata/database/database.ts'
import { mapPicture } from '../../../server/picture/map-picture.ts'

/** A database with so many buildings and two roads. */
const holding = (buildings: number) =>
  ({
    query: async (text: string) => ({
      rows: Array.from({ length: text.includes('buildings') ? buildings : 2 }, () => ({
        kind: null,
        d: PATH,
      })),
    }),
  }) as unknown as Queryable

const PATH = 'M 1 1 L 9 1 9 9 Z'

/** Returns how many features are drawn, and all words of the picture. */
async function pictureOf(buildings: number) {
  const { items } = await mapPicture(holding(buildings), {
    bounds: [119.7, 30.2, 119.8, 30.3],
    layers: ['buildings', 'roads'],
    ...{ width: 400, height: 300, theme: 'day', language: 'zh' },
  })
  const words = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
  return { features: items.filter((item) => item.kind === 'path' && item.d === PATH).length, words }
}

test('a layer with too many features is left out whole, and the legend says so', async () => {
  const whole = await pictureOf(3)
  expect(whole.features).toBeGreaterThanOrEqual(3)
  expect(whole.words.join()).not.toContain('未绘制')
  const crowded = await pictureOf(20_001)
  expect(crowded.features).toBeLessThan(whole.features)
  expect(crowded.words).toContain('要素过多，未绘制：建筑')
})
