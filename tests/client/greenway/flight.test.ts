import fc from 'fast-check'
import { expect, test } from 'vitest'
import { along, chain, turn } from '../../../client/greenway/flight.ts'

const position = fc.tuple(
  fc.double({ min: 119.6, max: 120.2, noNaN: true }),
  fc.double({ min: 30.1, max: 30.4, noNaN: true }),
)

test('parts are joined end to end in either direction', () => {
  const [a, b, c] = [
    [120, 30],
    [120.01, 30],
    [120.02, 30.01],
  ]
  expect(chain([[a, b] as number[][], [c, b] as number[][]])).toEqual([a, b, b, c])
})

test('a flight begins at the line’s start, ends at its end, and never leaves its bounds', () => {
  fc.assert(
    fc.property(
      fc.array(position, { minLength: 2, maxLength: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (line, part) => {
        const { length, at } = along(line)
        expect(at(0)).toEqual([...(line[0] ?? [])])
        const [x, y] = at(length * part)
        const xs = line.map(([lon]) => lon)
        const ys = line.map(([, lat]) => lat)
        expect(x).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9)
        expect(x).toBeLessThanOrEqual(Math.max(...xs) + 1e-9)
        expect(y).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-9)
        expect(y).toBeLessThanOrEqual(Math.max(...ys) + 1e-9)
      },
    ),
  )
})

test('the camera takes the shorter turn', () => {
  expect(turn(350, 10)).toBe(20)
  expect(turn(10, 350)).toBe(-20)
  expect(turn(-170, 170)).toBe(-20)
})
