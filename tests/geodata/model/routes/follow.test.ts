import { describe, expect, it } from 'vitest'
import { type Following, follow, remainingSeconds } from '../../../../geodata/model/routes/follow.ts'
import { measureLine } from '../../../../geodata/model/routes/measured-line.ts'

const METRE = 180 / (Math.PI * 6_371_008.771_4)
const line = measureLine(
  [0, 1000, 0].map((x, n) => [x * METRE, n * 30 * METRE]),
  2000,
)

/** Follows positions in metres east and north of the beginning. */
function walk(...fixes: readonly (readonly [x: number, y: number, accuracy?: number])[]): Following[] {
  let state: Following | null = null
  return fixes.flatMap(([x, y, accuracy_m = 10]) => {
    state = follow(line, state, { at: [x * METRE, y * METRE], accuracy_m })
    return state ?? []
  })
}

describe('following a line', () => {
  it('says how far along the reader is, and stays on its own leg of two near ones', () => {
    const places = walk([0, 0], [200, 6], [400, 20], [600, 18], [900, 27]).map(({ at_m }) => Math.round(at_m))
    for (const [n, expected] of [0, 200, 400, 600, 900].entries())
      expect(Math.abs((places[n] ?? 0) - expected)).toBeLessThan(5)
  })

  it('calls the reader off the line only after three positions, and back after one near it', () => {
    const states = walk(
      [200, 0],
      [250, -60],
      [260, 0],
      [270, -60],
      [280, -70],
      [290, -80],
      [300, -35],
      [310, -5],
    )
    expect(states.map(({ isOff }) => isOff)).toEqual([false, false, false, false, false, true, true, false])
    // What remains does not jump while the reader is off.
    expect(states[6]?.at_m).toBe(states[5]?.at_m)
  })

  it('does not trust bad positions', () => {
    expect(walk([200, 0], [250, -90, 80], [250, -90, 80], [250, -90, 80]).some(({ isOff }) => isOff)).toBe(
      false,
    )
    expect(walk([200, 0], [900, -900, 500]).at(-1)?.at_m).toBeCloseTo(200, 0)
    expect(follow(line, null, { at: [0, 0], accuracy_m: Number.NaN })).toBeNull()
  })

  it('finds a reader again who went on elsewhere', () => {
    const [first, jumped] = walk([100, 0], [900, 0])
    expect(first?.at_m).toBeCloseTo(100, 0)
    expect(jumped?.at_m).toBeGreaterThan(890)
  })

  it('knows the time that remains, by the speeds of the parts', () => {
    const parts = [
      { from_m: 0, to_m: 1000, arrive: '2026-12-01T08:00:00Z' },
      { from_m: 1000, to_m: 2000, arrive: '2026-12-01T08:10:00Z' },
    ]
    const at = (metres: number) => remainingSeconds(parts, '2026-12-01T08:40:00Z', metres)
    expect([at(0), at(500), at(1500), at(2000)]).toEqual([2400, 2100, 900, 0])
  })
})
