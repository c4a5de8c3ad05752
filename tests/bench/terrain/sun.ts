/** Sun hours of 30 buildings with 10,000 windows at steps of one minute, and the inverse beside them. */
import type { Prism } from '../../../geodata/model/relief/sun/casters.ts'
import { defaultPattern, type NamedWindow, windowsOf } from '../../../geodata/model/relief/sun/facades.ts'
import { sunSamples } from '../../../geodata/model/relief/sun/samples.ts'
import { allSpells } from '../../../geodata/model/relief/sun/spells.ts'
import { studySun } from '../../../geodata/model/relief/sun/study.ts'
import { tallestBlock } from '../../../geodata/model/relief/sun/tallest.ts'

const COLUMNS = 6
const BUILDINGS = 30
const STOREYS = 18
const MOST_WINDOWS = 10_000

/** Returns slabs in rows, as in a housing estate, with windows on all walls. */
function estate(): { prisms: Prism[]; windows: NamedWindow[] } {
  const buildings = Array.from({ length: BUILDINGS }, (_, n) => {
    const [x, y] = [(n % COLUMNS) * 62, Math.floor(n / COLUMNS) * 55]
    const ring = [
      [x, y],
      [x + 44, y],
      [x + 44, y + 13],
      [x + 26, y + 13],
      [x + 26, y + 16],
      [x + 18, y + 16],
      [x + 18, y + 13],
      [x, y + 13],
    ] as const
    return { id: `b${n}`, name: `${n + 1}`, ring, base: 0, storeys: STOREYS }
  })
  const pattern = { ...defaultPattern, storeys: STOREYS, spacing: 2.7 }
  return {
    prisms: buildings.map(({ id, ring, base }) => ({ id, rings: [ring], base, top: STOREYS * 3 })),
    windows: buildings.flatMap((building) => windowsOf(building, pattern)).slice(0, MOST_WINDOWS),
  }
}

const time = (work: () => void) => {
  const begun = performance.now()
  work()
  return Math.round(performance.now() - begun)
}

/** Returns milliseconds of a study and of the inverse, with what they studied; the first run is not counted. */
export function benchSun() {
  const { prisms, windows } = estate()
  const samples = sunSamples(
    { date: '2026-01-20', from: 480, to: 960, step: 1, minAltitude: 0 },
    119.77,
    30.24,
  )
  const ground = { windows, standing: prisms, samples }
  const rule = { ...allSpells, needed: 120 }
  const rings = [
    [
      [80, -60],
      [160, -60],
      [160, -30],
      [80, -30],
    ] as const,
  ]
  const study = () => studySun(ground, [{ id: 'new', rings, base: 0, top: 80 }], rule)
  const inverse = () => tallestBlock(ground, [rings], rule, { ground: 0, most: 150, step: 0.1 })
  study()
  return {
    ...{ buildings: prisms.length, windows: windows.length, samples: samples.count },
    study_ms: Math.min(...[1, 2, 3].map(() => time(study))),
    inverse_ms: Math.min(...[1, 2, 3].map(() => time(inverse))),
  }
}
