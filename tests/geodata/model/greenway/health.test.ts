/** The state of greenways by hand-made segments; the walk to the nearest way against one search for each place. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  greenwayHealth,
  type HealthSegment,
  longestWithout,
} from '../../../../geodata/model/greenway/health.ts'
import { profileGraph } from '../../../../geodata/model/network/graph.ts'
import { secondsToNearest } from '../../../../geodata/model/network/reach.ts'
import { Travels } from '../../../../geodata/model/network/times.ts'
import { randomNetworks } from '../network/random-network.ts'

/** Segments of 100 m, one after the other along a parallel, with a jump before those of `after`. */
function segments(...list: Partial<HealthSegment & { after: number }>[]): HealthSegment[] {
  let lon = 119.7
  return list.map(({ after = 0, ...more }) => {
    lon += after
    const line = [
      [lon, 30.2],
      [lon + 0.001, 30.2],
    ]
    lon += 0.001
    return { length_m: 100, width_m: 4, lit: true, bicycle: false, line, ...more }
  })
}

const judge = (list: HealthSegment[], toilets: number[] = [], loop = false) =>
  greenwayHealth({ id: 1, name: '绿道', name_en: null, loop, synthetic: false, segments: list, toilets })

test('narrow and unlit segments that follow one another are one stretch, with the least width', () => {
  const { figures, stretches } = judge(
    segments(
      { width_m: 1.2, lit: false },
      { width_m: 1.4, lit: null },
      { width_m: 3, bicycle: true },
      { width_m: null, lit: false },
    ),
  )
  expect(figures).toMatchObject({
    ...{ length_m: 400, narrow_walk_m: 200, narrow_ride_m: 100, width_known_m: 300 },
    ...{ dark_m: 200, light_known_m: 300, gaps: 0, toilets: 0, longest_without_toilet_m: 400 },
  })
  const of = (kind: string) => stretches.filter((one) => one.kind === kind)
  expect(of('narrow_walk')).toMatchObject([{ from_m: 0, to_m: 200, length_m: 200, width_m: 1.2 }])
  expect(of('narrow_ride')).toMatchObject([{ from_m: 200, to_m: 300, width_m: 3 }])
  expect(of('dark').map(({ from_m, to_m }) => [from_m, to_m])).toEqual([
    [0, 100],
    [300, 400],
  ])
})

test('a gap is where the next segment begins more than 20 m away', () => {
  const { figures, stretches } = judge(segments({}, { after: 0.0001 }, { after: 0.001 }))
  expect(figures.gaps).toBe(1)
  const gap = stretches.find(({ kind }) => kind === 'gap')
  expect(gap).toMatchObject({ from_m: 200, to_m: 200 })
  // A thousandth of a degree of longitude at 30.2° north.
  expect(gap?.length_m).toBeCloseTo(96.1, 0)
})

test('the longest way without a toilet goes around the beginning of a loop', () => {
  expect(longestWithout([100, 400], 1000, false)).toEqual({ from_m: 400, to_m: 1000, length_m: 600 })
  expect(longestWithout([100, 400], 1000, true)).toEqual({ from_m: 400, to_m: 1100, length_m: 700 })
  expect(longestWithout([], 1000, true).length_m).toBe(1000)
})

test('the walk to the nearest of several ways is the least of the walks to each', () => {
  fc.assert(
    fc.property(randomNetworks, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), ({ network }, chosen) => {
      fc.pre(network.edgeCount > 1)
      const foot = profileGraph(network, 'foot')
      const goals = new Set(chosen.map((n) => n % network.edgeCount))
      const seconds = secondsToNearest(network, foot, (edge) => goals.has(edge), { limit: 1e6 })
      const travels = new Travels(network, foot)
      const ends = [...goals].flatMap((edge) => [
        { edge, fraction: 0 },
        { edge, fraction: 1 },
      ])
      for (let edge = 0; edge < network.edgeCount; edge++) {
        const place = { edge, fraction: 0.3 }
        const each = ends.map((end) => travels.toOne([place], end)[0]?.seconds ?? Number.POSITIVE_INFINITY)
        const wanted = goals.has(edge) ? 0 : Math.min(...each)
        expect(seconds(place)).toBeCloseTo(wanted, 3)
      }
    }),
    { numRuns: 60 },
  )
})
