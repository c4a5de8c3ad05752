/** The benchmark's rows, as lines of COPY: parcels, buildings on them, incidents along the greenways. */
import { copyText } from '../../../geodata/database/copy.ts'
import { multiPolygonEwkb, pointEwkb } from '../../../geodata/import/ewkb.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import {
  areaOf,
  type Block,
  blocks,
  fromDegrees,
  LOTS,
  lotRing,
  type Place,
  pick,
  spread,
  toDegrees,
} from './lattice.ts'

/** Source of all rows of the benchmark. */
export const SOURCE = 'bench'
const LICENCE = '基准测试合成数据 · synthetic benchmark data (CC0 1.0)'

const provenance = ['source', 'source_id', 'licence', 'synthetic', 'geom'] as const

export const columns = {
  parcels: [
    'parcel_code',
    'land_use',
    'state',
    'tenure',
    'town_code',
    'area_m2',
    'far',
    'far_max',
    'supplied_on',
    ...provenance,
  ],
  buildings: ['kind', 'height_m', 'levels', 'height_source', ...provenance],
  incidents: ['number', 'kind', 'state', 'channel', 'received_at', 'closed_at', ...provenance],
} as const

const urban = ['0701', '0701', '0701', '0801', '0803', '0901', '1001', '1207', '1401'] as const
const rural = ['0101', '0101', '0103', '0202', '0301', '0301', '0302', '0703'] as const
const states = ['built', 'built', 'built', 'under_construction', 'supplied', 'planned'] as const
const buildingKinds = ['residential', 'residential', 'commercial', 'office', 'industrial', 'public'] as const
const channels = ['call_110', 'xihu_code', 'police_grid', 'public_report', 'patrol'] as const

interface Lot {
  readonly block: Block
  readonly u: number
  readonly v: number
}

/** Yields `count` of the lots, spread evenly (selection sampling), in the order of the blocks. */
function* chosenLots(count: number): Generator<Lot> {
  const all = [...blocks()]
  let left = all.length * LOTS * LOTS
  let needed = count
  if (left < needed) throw new RangeError(`the land has ${left} lots only`)
  for (const block of all) {
    for (let number = 0; number < LOTS * LOTS; number++) {
      const [u, v] = [number % LOTS, Math.floor(number / LOTS)]
      if (spread(block.id, u, v, 5) * left < needed) {
        needed--
        yield { block, u, v }
      }
      left--
    }
  }
}

const isUrban = (block: Block) => block.lot < 200

/** Returns mostly the same use within a block, so that neighbours can be merged at low zooms. */
function landUse({ block, u, v }: Lot): string {
  const uses = isUrban(block) ? urban : rural
  const alike = spread(block.id, u, v, 6) < 0.75
  return pick(uses, alike ? spread(block.id, 7) : spread(block.id, u, v, 7))
}

function polygonEwkb(ring: readonly Place[]): string {
  return multiPolygonEwkb([[ring.map(toDegrees)]])
}

/** Yields COPY lines of `count` parcels (地块), most of them in towns. */
export function* parcelLines(count: number): Generator<string> {
  let number = 0
  for (const lot of chosenLots(count)) {
    number++
    const { block, u, v } = lot
    const ring = lotRing(block, u, v)
    const built = isUrban(block)
    const far = built ? Math.round(spread(block.id, u, v, 8) * 35) / 10 : null
    yield copyText([
      `330112001001GB${String(number).padStart(6, '0')}`,
      landUse(lot),
      built ? pick(states, spread(block.id, u, v, 9)) : 'natural',
      built ? 'G' : 'J',
      '330112001',
      Math.round(areaOf(ring) * 100) / 100,
      far,
      built ? 3.5 : null,
      built ? `20${10 + Math.floor(spread(block.id, u, v, 10) * 15)}-06-01` : null,
      SOURCE,
      `parcels/${number}`,
      LICENCE,
      true,
      polygonEwkb(ring),
    ])
  }
}

/** Yields COPY lines of `count` buildings, each a rectangle on a lot of a town. */
export function* buildingLines(count: number): Generator<string> {
  const lots = [...blocks()].filter(isUrban).flatMap((block) => [
    { block, u: 0, v: 0 },
    { block, u: 2, v: 3 },
    { block, u: 3, v: 1 },
  ])
  for (let number = 1; number <= count; number++) {
    const { block, u, v } = pick(lots, (number - 1) / count)
    const turn = Math.floor(((number - 1) / count) * lots.length * 8) % 8
    const side = block.lot * (0.1 + spread(number, 11) * 0.12)
    const x = block.x + (u + 0.3 + 0.4 * spread(number, turn, 12)) * block.lot
    const y = block.y + (v + 0.3 + 0.4 * spread(number, turn, 13)) * block.lot
    const lean = (spread(number, 14) - 0.5) * side
    const ring: Place[] = [
      [x - side, y - side + lean],
      [x + side - lean, y - side],
      [x + side, y + side - lean],
      [x - side + lean, y + side],
      [x - side, y - side + lean],
    ]
    const levels = 1 + Math.floor(spread(number, 15) ** 2 * 30)
    yield copyText([
      pick(buildingKinds, spread(number, 16)),
      levels * 3,
      levels,
      'levels',
      SOURCE,
      `buildings/${number}`,
      LICENCE,
      true,
      polygonEwkb(ring),
    ])
  }
}

/**
 * Yields COPY lines of `count` incidents of two years, in clusters along points of the greenways (WGS 84).
 */
export function* incidentLines(
  count: number,
  greenways: readonly (readonly [longitude: number, latitude: number])[],
): Generator<string> {
  const kinds = Object.keys(incidentKinds)
  const first = Date.UTC(2024, 0, 1)
  for (let number = 1; number <= count; number++) {
    // Squaring makes some points hot spots.
    const point = pick(greenways, spread(Math.floor(spread(number, 21) ** 2 * greenways.length), 22))
    const [x, y] = fromDegrees(...point)
    const around = (key: number) =>
      (spread(number, key) + spread(number, key, 1) + spread(number, key, 2) - 1.5) * 160
    const received = first + Math.floor(spread(number, 25) * 731 * 86_400) * 1000
    yield copyText([
      `BENCH-${number}`,
      pick(kinds, spread(number, 26)),
      'closed',
      pick(channels, spread(number, 27)),
      new Date(received),
      new Date(received + 3_600_000),
      SOURCE,
      `incidents/${number}`,
      LICENCE,
      true,
      pointEwkb(toDegrees([x + around(23), y + around(24)])),
    ])
  }
}
