/** Makes a parcel from a lot: first its buildings, then indicators that agree with them. */
import type { Bend } from './bend.ts'
import type { Rect } from './blocks.ts'
import { programmeFor } from './building-programme.ts'
import type { ParcelState } from './indicators.ts'
import { countedFloors, datesFor, greenRatio, limitsFor, yields } from './indicators.ts'
import type { Point, Polygon, Ring } from './plane.ts'
import { areaOf } from './polygon.ts'
import type { Random } from './random.ts'
import type { BuildingRow, ParcelRow } from './rows.ts'
import type { Quarter } from './zoning.ts'

interface LotBrief {
  readonly random: Random
  readonly lot: Rect
  readonly ring: Ring
  readonly use: string
  readonly quarter: Quarter
  readonly bend: Bend
}

export interface ParcelMaker {
  make(brief: LotBrief): { readonly parcel: ParcelRow; readonly buildings: readonly BuildingRow[] }
  /** Makes a parcel of farmland, woods or water, without buildings. */
  natural(ring: Ring, use: string): ParcelRow
}

export interface ParcelMakerOptions {
  /** Nine digits of the town. */
  readonly townCode: string
  readonly addressAt: (p: Point) => string
}

/** Returns the two letters of the parcel code by right and use (GB/T 37346). */
function rightKind(use: string, state: ParcelState): string {
  if (use === '0703') return 'JC'
  if (use.startsWith('01') || use.startsWith('02')) return 'JD'
  if (use.startsWith('03')) return 'JE'
  return state === 'unsupplied' || state === 'planned' ? 'GW' : 'GB'
}

/** Numbers parcels by cadastral district. Use one maker per town, so that codes are unique. */
export function createParcelMaker({ townCode, addressAt }: ParcelMakerOptions): ParcelMaker {
  const sequences = new Map<string, number>()
  const codeFor = (middle: Point, use: string, state: ParcelState) => {
    // Cadastral sub-districts are squares of 2 km here.
    const sub = String(
      (Math.floor(middle[0] / 2000) % 30) * 30 + (Math.floor(middle[1] / 2000) % 30) + 1,
    ).padStart(3, '0')
    const head = `${townCode.slice(0, 6)}${townCode.slice(6)}${sub}${rightKind(use, state)}`
    const sequence = (sequences.get(head) ?? 0) + 1
    sequences.set(head, sequence)
    return head + String(sequence).padStart(5, '0')
  }
  return {
    make: (brief) => makeParcel(brief, townCode, addressAt, codeFor),
    natural: (ring, use) => {
      const middle = ring[0] as Point
      return {
        ...nothing,
        parcel_code: codeFor(middle, use, 'natural'),
        land_use: use,
        state: 'natural',
        tenure: 'J',
        holder: '某某村股份经济合作社（合成示例）',
        address: addressAt(middle),
        town_code: townCode,
        area_m2: round(areaOf([[ring]]), 2),
        geom: [[ring]],
      }
    },
  }
}

const nothing = {
  far: null,
  far_min: null,
  far_max: null,
  building_density: null,
  building_density_max: null,
  green_ratio: null,
  green_ratio_min: null,
  height_m: null,
  height_max_m: null,
  tax_per_mu: null,
  value_per_mu: null,
  supplied_on: null,
  started_on: null,
  completed_on: null,
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

function chooseState(random: Random, use: string): ParcelState {
  if (use === '0703') return 'built'
  if (use === '16') return 'unsupplied'
  if (use === '1401' || use === '1402' || use === '1403') return random.chance(0.9) ? 'built' : 'planned'
  const industry = use === '1001' || use === '1101'
  return random.weighted({
    built: 84,
    under_construction: 5,
    supplied: 3,
    idle: industry ? 4.5 : 1.2,
    planned: 3,
    unsupplied: 2,
  })
}

function makeParcel(
  { random, lot, ring, use, quarter, bend }: LotBrief,
  townCode: string,
  addressAt: (p: Point) => string,
  codeFor: (middle: Point, use: string, state: ParcelState) => string,
) {
  const state = chooseState(random, use)
  const programme = programmeFor(use)?.(random, lot, quarter)
  const area = areaOf([[ring]])
  const all = (programme?.masses ?? []).map((mass) => ({
    ...mass,
    polygon: mass.rings.map((r): Ring => r.map(([u, v]) => bend(u, v))) as Polygon,
  }))
  const built = { footprint: 0, floorArea: 0, height: 0 }
  for (const mass of all) {
    const footprint = areaOf([mass.polygon])
    built.footprint += footprint
    built.floorArea += footprint * countedFloors(programme?.kind ?? 'other', mass.levels, mass.storeyHeight)
    built.height = Math.max(built.height, mass.levels * mass.storeyHeight)
  }
  const limits = programme ? limitsFor(random, use, area, built) : null
  const stands =
    state === 'built' ? all : state === 'under_construction' ? all.filter(() => random.chance(0.4)) : []
  const middle = ring[0] as Point
  const buildings = stands.map(
    (mass): BuildingRow => ({
      kind: programme?.kind ?? 'other',
      height_m: round(mass.levels * mass.storeyHeight, 1),
      levels: mass.levels,
      geom: [mass.polygon],
    }),
  )
  const done = state === 'built' && programme
  const yielded = done && (use === '1001' || use === '1101') ? yields(random) : null
  const density = (100 * built.footprint) / area
  const parcel: ParcelRow = {
    parcel_code: codeFor(middle, use, state),
    land_use: use,
    state,
    tenure: use === '0703' ? 'J' : 'G',
    holder: state === 'unsupplied' || state === 'planned' ? null : holderOf(random, use),
    address: addressAt(middle),
    town_code: townCode,
    area_m2: round(area, 2),
    far: done ? round(built.floorArea / area, 3) : null,
    far_min: limits?.farMin ?? null,
    far_max: limits?.farMax ?? null,
    building_density: done ? round(density, 2) : null,
    building_density_max: limits?.densityMax ?? null,
    green_ratio: done ? greenRatio(random, use, density) : null,
    green_ratio_min: limits?.greenMin ?? null,
    height_m: done ? round(built.height, 1) : null,
    height_max_m: limits?.heightMax ?? null,
    tax_per_mu: yielded?.tax ?? null,
    value_per_mu: yielded?.value ?? null,
    ...dateColumns(random, state),
    geom: [[ring]],
  }
  return { parcel, buildings }
}

function dateColumns(random: Random, state: ParcelState) {
  const { supplied, started, completed } = datesFor(random, state)
  return { supplied_on: supplied, started_on: started, completed_on: completed }
}

const trades = [
  '精密机械',
  '电子元件',
  '新材料',
  '生物医药',
  '智能装备',
  '线缆',
  '环保设备',
  '光电',
  '汽车零部件',
  '包装',
]

/** Invented holders, never a real company or authority. */
function holderOf(random: Random, use: string): string {
  const number = random.integer(1, 99)
  if (use === '1001' || use === '1101') return `示例${random.pick(trades)}企业${number}号（合成）`
  if (use.startsWith('09')) return `示例商业公司${number}号（合成）`
  if (use.startsWith('08')) return `示例公共机构${number}号（合成）`
  if (use === '0703') return `示例农户${number}号（合成）`
  return use === '0701' ? `示例小区${number}号业主（合成）` : `示例管理单位${number}号（合成）`
}
