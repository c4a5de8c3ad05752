/** The sample before it is stored. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { SampleAreas } from '../../../geodata/sample/generate.ts'
import { generateLinan } from '../../../geodata/sample/linan/index.ts'
import { generateQingshan } from '../../../geodata/sample/qingshan/index.ts'
import type { SampleArea } from '../../../geodata/sample/rows.ts'
import { generateShuangxi } from '../../../geodata/sample/shuangxi/index.ts'

/** Returns one digest for each list of an area, so that a difference is named. */
function digests(areas: SampleAreas): Record<string, string> {
  const lists = Object.entries(areas).flatMap(([source, area]) =>
    Object.entries(area).map(([list, rows]): [string, string] => {
      const hash = createHash('sha256')
      if (list === 'heights') {
        const { data, ...frame } = rows ?? { data: new Float32Array() }
        hash.update(JSON.stringify(frame)).update(new Uint8Array(data.buffer))
      } else hash.update(JSON.stringify(rows))
      return [`${source} ${list}`, hash.digest('hex')]
    }),
  )
  return Object.fromEntries(lists)
}

/** `inAThread` returns what a thread generated for the same time. */
export function declareMadeTests(inAThread: () => Promise<SampleAreas>, now: Date): void {
  let here: Record<string, string>
  let inThread: Record<string, string>
  let shuangxi: SampleArea

  beforeAll(async () => {
    const thread = await inAThread()
    // The generator may use neither the clock nor random numbers.
    const asked = (what: string) => () => {
      throw new Error(`${what} was asked for`)
    }
    vi.spyOn(Date, 'now').mockImplementation(asked('the time'))
    vi.spyOn(Math, 'random').mockImplementation(asked('a random number'))
    shuangxi = generateShuangxi(now)
    here = digests({
      'sample:linan': generateLinan(),
      'sample:qingshan': generateQingshan(),
      'sample:shuangxi': shuangxi,
    })
    vi.restoreAllMocks()
    inThread = digests(thread)
  }, 120_000)
  afterAll(() => {
    vi.restoreAllMocks()
  })

  it('is the same at any time and place', () => {
    expect(here).toEqual(inThread)
  })

  it('ends its incidents at the given time', () => {
    const received = shuangxi.incidents.map((incident) => incident.received_at.getTime())
    expect(received).toEqual(received.toSorted((a, b) => a - b))
    expect(received.at(-1)).toBeLessThanOrEqual(now.getTime())
    expect(received.at(-1)).toBeGreaterThan(now.getTime() - 86_400_000)
    const times = shuangxi.units.map((unit) => unit.position_at.getTime())
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime())
  })

  it('keeps the times of each incident in order, without future ones', () => {
    const wrong = shuangxi.incidents.filter((incident) => {
      const times = [
        incident.received_at,
        incident.routed_at,
        incident.arrived_at,
        incident.fed_back_at,
        incident.closed_at,
      ]
      const known = times.filter((time) => time !== null)
      const gap = times.indexOf(null)
      return (
        (gap >= 0 && gap !== known.length) ||
        known.some((time, i) => i > 0 && time < (known[i - 1] ?? time)) ||
        known.some((time) => time > now)
      )
    })
    expect(wrong).toEqual([])
  })
}
