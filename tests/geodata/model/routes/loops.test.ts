import { describe, expect, it } from 'vitest'
import { planLoops } from '../../../../geodata/model/routes/plan-loops.ts'
import { at, engineOf, way } from './hand-made.ts'

const SIDE = 24
/** Streets 100 m apart. */
const grid = engineOf(
  Array.from({ length: SIDE + 1 }, (_, n) => [
    way(Array.from({ length: SIDE + 1 }, (_, m) => at(m, n))),
    way(Array.from({ length: SIDE + 1 }, (_, m) => at(n, m))),
  ]).flat(),
)
const wish = { from: at(12, 12), profile: 'walk', depart: '2026-11-30T10:00:00+08:00' } as const
const rest = { avoid: [], at_night: 'avoid' } as const

describe('loops', () => {
  it('have the wished length and three shapes, and hardly go back', () => {
    for (const length_m of [2000, 4000]) {
      const { loops } = planLoops(grid, { ...wish, ...rest, avoid: [], length_m, duration_s: null }, [])
      expect(loops).toHaveLength(3)
      for (const loop of loops) {
        expect(Math.abs(loop.length_m / length_m - 1)).toBeLessThanOrEqual(0.03)
        expect(loop.asked_error).toBeCloseTo(loop.length_m / length_m - 1, 2)
        expect(loop.repeated).toBeLessThan(0.05)
        const [first, last] = [loop.geometry.coordinates[0], loop.geometry.coordinates.at(-1)]
        expect(first).toEqual(last)
      }
      expect(new Set(loops.map(({ geometry }) => JSON.stringify(geometry))).size).toBe(3)
    }
  })

  it('have the wished time, and cross no closure', () => {
    const edges = [...grid.graph.edgeMetres.keys()].filter((edge) => edge % 7 === 0)
    const closure = {
      id: 1,
      reasonZh: '施工',
      reasonEn: null,
      profiles: ['foot'],
      startsMs: 0,
      endsMs: null,
      edges,
    }
    const { loops } = planLoops(grid, { ...wish, ...rest, avoid: [], length_m: null, duration_s: 2400 }, [
      closure,
    ])
    expect(loops.length).toBeGreaterThan(0)
    for (const loop of loops) expect(Math.abs(loop.duration_s / 2400 - 1)).toBeLessThanOrEqual(0.03)
  })

  it('tell where the network allows none', () => {
    const line = engineOf([way([at(0, 0), at(1, 0)])])
    const { loops } = planLoops(
      line,
      { ...wish, ...rest, avoid: [], from: at(0, 0), length_m: 5000, duration_s: null },
      [],
    )
    expect(loops).toEqual([])
  })
})
