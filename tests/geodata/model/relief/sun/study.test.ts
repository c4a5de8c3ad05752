import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeightGrid } from '../../../../../geodata/model/relief/height-grid.ts'
import type { Prism } from '../../../../../geodata/model/relief/sun/casters.ts'
import { defaultPattern, windowsOf } from '../../../../../geodata/model/relief/sun/facades.ts'
import { facadeHours, groundHours } from '../../../../../geodata/model/relief/sun/ground-hours.ts'
import { terrainHorizon } from '../../../../../geodata/model/relief/sun/horizon.ts'
import { isolines } from '../../../../../geodata/model/relief/sun/isolines.ts'
import { sunSamples } from '../../../../../geodata/model/relief/sun/samples.ts'
import { allSpells } from '../../../../../geodata/model/relief/sun/spells.ts'
import { type StudyGround, studySun } from '../../../../../geodata/model/relief/sun/study.ts'
import { sunEnvelope } from '../../../../../geodata/model/relief/sun/sun-envelope.ts'
import { tallestBlock } from '../../../../../geodata/model/relief/sun/tallest.ts'
import { litWindows } from '../../../../../geodata/model/relief/sun/windows.ts'

const samples = sunSamples({ date: '2026-01-20', from: 480, to: 960, step: 1, minAltitude: 0 }, 120, 30.24)
const rule = { ...allSpells, needed: 120 }

type Ring = [number, number][]
const box = (x: number, y: number, width: number, depth: number): Ring => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
]

/** A house of five storeys, 30 m north of the parcel. */
const house = { id: 'house', name: '1 号楼', ring: box(-20, 0, 40, 12), base: 0, storeys: 5 }
const walls: Prism = { id: 'house', rings: [house.ring], base: 0, top: 15 }
const parcel = box(-40, -60, 80, 30)
const windows = windowsOf(house, defaultPattern)
const ground: StudyGround = { windows, standing: [walls], samples }
const block = (top: number, ring = parcel): Prism => ({ id: 'block', rings: [ring], base: 0, top })

describe('windows', () => {
  it('stand on the walls that can have sun, with names', () => {
    const south = windows.filter(({ faces }) => Math.abs(faces - 180) < 1)
    expect(south).toHaveLength(11)
    expect(windows.some(({ faces }) => faces < 45 || faces > 315)).toBe(false)
    expect(south[0]?.name.zh).toBe('1 号楼 南墙（1）1 层第 1 窗')
    expect(south[0]?.sill).toBe(0.9)
  })

  it('have sun only while the whole window has it', () => {
    // A fin 1 m wide stands 3 m before a window 1.8 m wide: at noon it cuts its middle and neither corner.
    const one = { ...windows[0], id: 'w', building: 'house', storey: 1, height: 1.5 }
    const line = { ...one, ends: [-0.9, 0, 0.9, 0] as const, sill: 0.9 }
    const fin: Prism = { id: 'fin', rings: [box(-0.2, -4, 0.4, 1)], base: 0, top: 30 }
    const lit = litWindows([line], [fin], samples)
    expect((lit.bits[7] ?? 0) & (1 << (240 & 31))).toBe(0)
  })
})

describe('a study', () => {
  it('names the windows that lose their hours', () => {
    const low = studySun(ground, [block(10)], rule)
    expect(low.every(({ verdict }) => verdict !== 'loses')).toBe(true)
    const high = studySun(ground, [block(60)], rule)
    const loses = high.filter(({ verdict }) => verdict === 'loses').map(({ window }) => window)
    expect(loses.length).toBeGreaterThan(5)
    const south = high.find(({ window }) => window === 'house/1/1/6')
    expect(south?.before.minutes).toBe(480)
    expect(south?.before.spells).toEqual([[480, 960]])
    expect(south?.after.minutes).toBeLessThan(120)
  })

  it('draws isolines on the ground and hours on a wall', () => {
    const place = { west: -60, south: -20, cell: 2, columns: 60, rows: 40, heightAt: () => 0 }
    const grid = groundHours(place, [walls, block(40)], samples, allSpells)
    const at = (x: number, y: number) =>
      grid.minutes[Math.round((y + 20) / 2) * 60 + Math.round((x + 60) / 2)] ?? 0
    expect(at(0, 6)).toBeNaN()
    expect(at(0, 16)).toBeLessThan(at(0, 56))
    const [two] = isolines(grid, [120])
    expect(two?.minutes).toBe(120)
    expect(two?.polygons.length).toBeGreaterThan(0)
    const wall = facadeHours(
      { ends: [-20, 0, 20, 0], base: 0, top: 15, cell: 1 },
      [walls, block(30)],
      samples,
      allSpells,
    )
    expect(wall.minutes[20]).toBeLessThan(wall.minutes[14 * 40 + 20] ?? 0)
  })
})

describe('far hills', () => {
  it('take the sun while it is below them, less far away for the earth curves', () => {
    // A ridge 2,000 m high, 3 km south; its horizon is 2,000 / (3000 / cos(bearing)), less 0.7 m for the curve.
    const [columns, rows, cell] = [800, 280, 20]
    const values = new Float32Array(columns * rows)
    for (let row = 0; row < rows; row++)
      if (Math.abs(2000 - (row + 0.5) * cell + 3000) < 60)
        values.fill(2000, row * columns, (row + 1) * columns)
    const grid: HeightGrid = {
      ...{ values, columns, rows, cell, west: -8000, north: 2000 },
      ...{ datum: 'test', source: 'test', synthetic: true, uncertainty: 0 },
    }
    const horizon = terrainHorizon(grid, [0, 0, 0], samples)
    expect(horizon[240]).toBeGreaterThan(2000 / 3061)
    expect(horizon[240]).toBeLessThan(2000 / 2939)
    const hills = studySun({ ...ground, horizon: () => horizon }, [], rule)
    const free = studySun(ground, [], rule)
    for (const [w, one] of hills.entries())
      expect(one.after.minutes).toBeLessThanOrEqual(free[w]?.after.minutes ?? 0)
    const south = hills.find(({ window }) => window === 'house/1/1/6')
    const expected = Array.from(horizon).filter((slope, k) => (samples.slope[k] ?? 0) > slope).length
    expect(south?.after.minutes).toBe(expected)
    expect(expected).toBeLessThan(480)
  })
})

describe('the inverse', () => {
  const keeps = (prisms: readonly Prism[]) =>
    studySun(ground, prisms, rule).every(({ verdict }) => verdict === 'keeps' || verdict === 'short')

  it('allows the tallest block: it passes, and a step more fails', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 20 }),
        fc.integer({ min: -70, max: -40 }),
        fc.integer({ min: 10, max: 60 }),
        fc.integer({ min: 6, max: 30 }),
        (x, y, width, depth) => {
          const ring = box(x, y, width, depth)
          const { top, binding } = tallestBlock(ground, [[ring]], rule, { ground: 0, most: 150, step: 0.1 })
          expect(keeps([block(top, ring)])).toBe(true)
          if (binding === null) expect(top).toBeCloseTo(150)
          else expect(keeps([block(top + 0.1, ring)])).toBe(false)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('allows an envelope of heights on a parcel, nowhere below the tallest block', () => {
    const cells = [0, 1, 2, 3, 4, 5].flatMap((row) =>
      [0, 1, 2, 3].map((column) => [box(-40 + column * 20, -60 + row * 5, 20, 5)]),
    )
    const search = { ground: 0, most: 100, step: 0.1 }
    const tops = sunEnvelope(ground, [parcel], cells, rule, search)
    const { top } = tallestBlock(ground, [[parcel]], rule, search)
    expect(keeps(tops.map((cell, i) => ({ id: String(i), rings: cell.rings, base: 0, top: cell.top })))).toBe(
      true,
    )
    expect(Math.min(...tops.map((cell) => cell.top))).toBeCloseTo(top, 6)
    expect(Math.max(...tops.map((cell) => cell.top))).toBeGreaterThan(top + 3)
  })
})
