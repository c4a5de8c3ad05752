import fc from 'fast-check'
import { expect, test } from 'vitest'
import { degreesOf, planeOf } from '../../../../geodata/model/plane.ts'
import { cellOf, centreOf, gridOfArea, heightAt } from '../../../../geodata/model/relief/height-grid.ts'

const origin = { datum: 'sea', source: 'test', synthetic: true, uncertainty: 1 }
const area = [119.74, 30.22, 119.8, 30.26] as const

/** Heights that are linear in the plane, so that every interpolation must find them exactly. */
const slope = (longitude: number, latitude: number) => {
  const [x, y] = planeOf([longitude, latitude])
  return 100 + (x - 478_000) / 50 + (y - 3_346_000) / 80
}

test('a grid over an area has the height of the source at any place of it', () => {
  const grid = gridOfArea(area, 30, origin, slope)
  fc.assert(
    fc.property(
      fc.double({ min: area[0], max: area[2], noNaN: true }),
      fc.double({ min: area[1], max: area[3], noNaN: true }),
      (longitude, latitude) => {
        const [x, y] = planeOf([longitude, latitude])
        const [column, row] = cellOf(grid, x, y)
        fc.pre(column >= 0 && row >= 0 && column <= grid.columns - 1 && row <= grid.rows - 1)
        expect(heightAt(grid, x, y)).toBeCloseTo(slope(longitude, latitude), 2)
      },
    ),
  )
})

test('centres of cells are where the source was asked, to 2 cm', () => {
  const asked: [number, number][] = []
  const grid = gridOfArea(area, 30, origin, (...place) => asked.push(place) && 0)
  for (const [longitude, latitude] of asked.filter((_, i) => i % 97 === 0)) {
    const [column, row] = cellOf(grid, ...planeOf([longitude, latitude]))
    expect(Math.abs(column - Math.round(column)) * grid.cell).toBeLessThan(0.02)
    expect(Math.abs(row - Math.round(row)) * grid.cell).toBeLessThan(0.02)
  }
  expect(degreesOf(centreOf(grid, 0, 0))[0]).toBeCloseTo(asked[0]?.[0] ?? 0, 8)
})

test('nothing is known outside and beside unknown cells', () => {
  const grid = gridOfArea(area, 30, origin, (longitude) => (longitude < 119.77 ? 5 : Number.NaN))
  expect(heightAt(grid, grid.west - 1, grid.north - 100)).toBeNaN()
  expect(heightAt(grid, grid.west + 1, grid.north - 600)).toBe(5)
  expect(heightAt(grid, grid.west + grid.columns * 30 - 100, grid.north - 600)).toBeNaN()
})

test('too many cells are refused with their number', () => {
  expect(() => gridOfArea(area, 0.1, origin, () => 0)).toThrow(/cells of 0.1 m/)
})
