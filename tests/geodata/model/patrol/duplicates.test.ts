/** Which reports are likely duplicates. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareReports, trigramSimilarity } from '../../../../geodata/model/patrol/duplicates.ts'

it('words are compared by trigrams, also in Chinese', () => {
  // The result of `select similarity(…)` of pg_trgm 1.6.
  expect(trigramSimilarity('word', 'two words')).toBeCloseTo(0.363636, 5)
  expect(trigramSimilarity('cat', 'cats')).toBeCloseTo(0.5, 5)
  expect(trigramSimilarity('游客中心门口有垃圾', '游客中心门口垃圾成堆')).toBeGreaterThanOrEqual(0.4)
  expect(trigramSimilarity('游客中心门口有垃圾', '有人在湖里野泳')).toBe(0)
  expect(trigramSimilarity('', '垃圾')).toBe(0)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const value = trigramSimilarity(a, b)
      expect(value).toBe(trigramSimilarity(b, a))
      expect(value >= 0 && value <= 1).toBe(true)
    }),
  )
})

it('near and recent reports of one kind or with similar words are likely duplicates', () => {
  const likely = (metres: number, minutes: number, sameKind: boolean, similarity: number | null) =>
    compareReports({ metres, minutes, sameKind, similarity }).isLikely
  expect(likely(20, 10, true, null)).toBe(true)
  expect(likely(20, 10, false, 0.5)).toBe(true)
  expect(likely(20, 10, false, 0)).toBe(false)
  expect(likely(280, 2_000, true, 0)).toBe(false)
  expect(compareReports({ metres: 20.4, minutes: 9.7, sameKind: true, similarity: 0.456 }).reasons).toEqual([
    { code: 'place', metres: 20 },
    { code: 'time', minutes: 10 },
    { code: 'kind' },
    { code: 'words', similarity: 0.46 },
  ])
})
