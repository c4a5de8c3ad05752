import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type HeightLimit,
  judgeIndicators,
  type ParcelFigures,
} from '../../../../geodata/model/planning/indicators.ts'

const none: ParcelFigures = {
  ...{ far: null, far_min: null, far_max: null, building_density: null, building_density_max: null },
  ...{ green_ratio: null, green_ratio_min: null, height_m: null, height_max_m: null },
}
const heritage = (height_m: number, percent: number): HeightLimit => ({
  ...{ line_id: 7, kind: 'heritage_control', name: '老街', percent, height_m },
  title: { zh: '建设控制地带', en: 'Heritage control zone' },
})
const verdicts = (figures: Partial<ParcelFigures>, limits: readonly HeightLimit[] = []) =>
  judgeIndicators({ ...none, ...figures }, limits).map(({ id, verdict }) => [id, verdict])

describe('indicators', () => {
  it('are compared with the parcel’s own limits', () => {
    expect(
      verdicts({
        ...{ far: 3.2, far_max: 2.5, building_density: 28, building_density_max: 30 },
        ...{ green_ratio: 25, green_ratio_min: 30, height_m: 60 },
      }),
    ).toEqual([
      ['far', 'over'],
      ['building_density', 'within'],
      ['green_ratio', 'under'],
      ['height', 'unlimited'],
    ])
  })

  it('that a parcel does not have are omitted, not zero', () => {
    expect(verdicts({ far_max: 2, height_max_m: 24 })).toEqual([])
  })

  it('exactly at their limit are within it', () => {
    expect(verdicts({ far: 2.5, far_min: 2.5, far_max: 2.5 })).toEqual([['far', 'within']])
  })

  it('are not judged if the lower limit is above the upper one', () => {
    expect(verdicts({ far: 0.69, far_min: 1, far_max: 0.8 })).toEqual([['far', 'contradictory']])
  })
})

describe('height', () => {
  it('has to be checked if a part of the parcel has a lower limit', () => {
    const [height] = judgeIndicators({ ...none, height_m: 13.2, height_max_m: 15 }, [heritage(12, 5.9)])
    expect(height).toMatchObject({ verdict: 'check', max: 12, limited_by: { line_id: 7, percent: 5.9 } })
  })

  it('is over if the limit of the whole parcel, or the parcel’s own, is exceeded', () => {
    expect(verdicts({ height_m: 13.2, height_max_m: 15 }, [heritage(12, 100)])).toEqual([['height', 'over']])
    expect(verdicts({ height_m: 16, height_max_m: 15 }, [heritage(12, 5.9)])).toEqual([['height', 'over']])
  })

  it('keeps the parcel’s own limit if that is the strictest', () => {
    const [height] = judgeIndicators({ ...none, height_m: 9, height_max_m: 10 }, [heritage(12, 100)])
    expect(height).toMatchObject({ verdict: 'within', max: 10, limited_by: null })
  })

  it('is limited by a control line only if the parcel has no limit', () => {
    expect(verdicts({ height_m: 9 }, [heritage(12, 40)])).toEqual([['height', 'within']])
    expect(verdicts({ height_m: 13 }, [heritage(12, 40)])).toEqual([['height', 'check']])
  })

  const limit = fc.record({
    height: fc.integer({ min: 3, max: 60 }),
    percent: fc.integer({ min: 1, max: 100 }),
  })

  it('never gets a better verdict by an additional control line', () => {
    const grave = ['unlimited', 'within', 'check', 'over']
    const rank = (figures: ParcelFigures, limits: readonly HeightLimit[]) =>
      grave.indexOf(judgeIndicators(figures, limits)[0]?.verdict ?? '')
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.option(fc.integer({ min: 1, max: 80 })),
        fc.array(limit, { minLength: 1, maxLength: 4 }),
        (height_m, height_max_m, some) => {
          const figures = { ...none, height_m, height_max_m }
          const limits = some.map(({ height, percent }) => heritage(height, percent))
          expect(rank(figures, limits)).toBeGreaterThanOrEqual(rank(figures, limits.slice(1)))
        },
      ),
    )
  })

  it('is bound by the lowest of all limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.array(limit, { minLength: 1 }), (own, some) => {
        const limits = some.map(({ height, percent }) => heritage(height, percent))
        const [height] = judgeIndicators({ ...none, height_m: 10, height_max_m: own }, limits)
        expect(height?.max).toBe(Math.min(own, ...some.map((one) => one.height)))
      }),
    )
  })
})
