/** Describes one piece of ground for an extract, from versions of one moment only. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { ExtractSubject } from '../../../geodata/model/answers/planning-extract.ts'
import { codeLists } from '../../../geodata/model/codes.ts'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { linanTowns } from '../../../geodata/model/linan-towns.ts'
import { layerVerdict } from '../../../geodata/model/planning/coverage.ts'
import { judgeIndicators, type ParcelFigures } from '../../../geodata/model/planning/indicators.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { heightLimits } from '../control-lines.ts'
import { groundControlLines } from '../ground-lines.ts'
import { readHistory } from './history.ts'
import type { Ground, ParcelRow } from './resolve.ts'
import { exactly, rounded } from './rounding.ts'

const aroundSql = sqlFile(import.meta.url, 'around.sql')

export interface Stand {
  readonly moment: Date
  /** YYYY-MM-DD in China. */
  readonly day: string
  /** Whether names of holders may be read. */
  readonly holders: boolean
}

/** A row that overlaps the ground; the rest of its members depends on its layer. */
interface Overlapping {
  readonly layer: 'parcels' | 'plans' | 'buildings'
  readonly id: number
  readonly code: string
  readonly land_use: string
  readonly land_use_detail: string | null
  readonly version_since: string
  readonly synthetic: boolean
  readonly source: string
  readonly area_m2: number
  readonly counts: boolean
}
type Plan = Overlapping & ExtractSubject['plans']['list'][number]
type Building = Overlapping & { readonly height_m: number | null }

interface AroundRow {
  readonly ground_m2: number
  readonly plans_covered_m2: number
  readonly plans_m2: number
  readonly outline: ExtractSubject['outline']
  readonly lon: number
  readonly lat: number
  readonly overlapping: readonly Overlapping[]
  readonly neighbours: readonly (Overlapping & { readonly shared_m: number })[]
}

/** The subject, and a point on its surface (degrees). */
export interface DescribedGround {
  readonly subject: ExtractSubject
  readonly at: readonly [lon: number, lat: number]
}

/** Describes a piece of ground at a moment. */
export async function describeGround(
  database: Queryable,
  ground: Ground,
  number: number,
  stand: Stand,
): Promise<DescribedGround> {
  const { moment, day } = stand
  const [lines, around, history] = await Promise.all([
    groundControlLines(database, ground.ground, day, moment),
    database.query<AroundRow>(aroundSql, [ground.ground, moment, day]),
    readHistory(database, ground, stand),
  ])
  const [row] = around.rows
  if (row === undefined) throw new Error('no row about the ground')
  const share = (m2: number) => ({ area_m2: m2, percent: (100 * m2) / (row.ground_m2 || 1) })
  const of = <T extends Overlapping>(layer: Overlapping['layer']) =>
    row.overlapping.filter((one): one is T => one.layer === layer)
  const parcels = of<Overlapping>('parcels')
  const plans = of<Plan>('plans')
  const counted = parcels.filter(({ counts }) => counts)
  const verdict = layerVerdict(row.ground_m2, row.plans_m2 ?? 0, row.plans_covered_m2)
  const actual = sums(counted, share)
  const subject: ExtractSubject = {
    number,
    parcel: ground.parcel && parcelOf(ground.parcel, stand),
    notes: [...ground.notes],
    outline: row.outline,
    parts: ground.parts,
    area_m2: row.ground_m2,
    kinds: lines.kinds,
    plans: {
      result: verdict.state,
      covered_percent: 100 * verdict.covered,
      ...share(row.plans_m2 ?? 0),
      list: plans.map((plan) => planOf(plan, share(plan.area_m2))),
    },
    land_use: {
      actual,
      actual_unknown_percent: Math.max(0, 100 - actual.reduce((sum, { percent }) => sum + percent, 0)),
      planned: sums(
        plans.filter(({ counts }) => counts),
        share,
      ),
    },
    parcels: parcels.map(({ id, code, area_m2, counts, version_since, ...use }) => ({
      ...{ id, code, counts, version_since: exactly(version_since), land_use: landUseOf(use) },
      ...share(area_m2),
    })),
    buildings: buildingsOf(of<Building>('buildings')),
    indicators: ground.parcel
      ? judgeIndicators(figuresOf(ground.parcel), lines.kinds.flatMap(heightLimits))
      : [],
    neighbours: row.neighbours
      .filter(({ id }) => id !== ground.parcel?.id)
      .map(({ id, code, shared_m, ...use }) => ({ id, code, shared_m, land_use: landUseOf(use) })),
    history,
  }
  return { subject: rounded(subject), at: [row.lon, row.lat] }
}

const textOf = (list: Readonly<Record<string, { readonly title: Text }>>, code: unknown): Text =>
  list[String(code)]?.title ?? { zh: String(code), en: String(code) }

function landUseOf({ land_use, land_use_detail }: Pick<Overlapping, 'land_use' | 'land_use_detail'>) {
  const detail = land_use_detail ?? null
  return {
    code: land_use,
    title: landUseClasses.get(land_use)?.title ?? { zh: land_use, en: land_use },
    detail,
    detail_title: detail === null ? null : textOf(codeLists.landUseDetails, detail),
  }
}

/** Sums areas by land use, the largest first. */
function sums(
  rows: readonly Overlapping[],
  share: (m2: number) => { area_m2: number; percent: number },
): ExtractSubject['land_use']['actual'] {
  const areas = new Map<string, { row: Overlapping; m2: number }>()
  for (const row of rows) {
    const key = `${row.land_use} ${row.land_use_detail ?? ''}`
    areas.set(key, { row, m2: (areas.get(key)?.m2 ?? 0) + row.area_m2 })
  }
  return [...areas.values()]
    .sort((a, b) => b.m2 - a.m2 || (a.row.land_use < b.row.land_use ? -1 : 1))
    .map(({ row, m2 }) => ({ land_use: landUseOf(row), ...share(m2) }))
}

function parcelOf(
  { id, attributes, version_since, version_for }: ParcelRow,
  { holders }: Stand,
): NonNullable<ExtractSubject['parcel']> {
  const text = (name: string) => (attributes[name] ?? null) as string | null
  const town = linanTowns.find(({ code }) => code === attributes.town_code)
  return {
    id,
    code: String(attributes.parcel_code),
    land_use: landUseOf({
      land_use: String(attributes.land_use),
      land_use_detail: text('land_use_detail'),
    }),
    state: textOf(codeLists.parcelStates, attributes.state),
    tenure: textOf(codeLists.tenures, attributes.tenure),
    holder: holders ? text('holder') : null,
    address: text('address'),
    town: town?.title ?? null,
    registered_m2: Number(attributes.area_m2),
    supplied_on: text('supplied_on'),
    started_on: text('started_on'),
    completed_on: text('completed_on'),
    source: String(attributes.source),
    licence: String(attributes.licence),
    synthetic: attributes.synthetic === true,
    version_since: version_since.toISOString(),
    version_for,
  }
}

const figuresOf = ({ attributes }: ParcelRow): ParcelFigures => {
  const figure = (name: keyof ParcelFigures) => (attributes[name] ?? null) as number | null
  return {
    far: figure('far'),
    far_min: figure('far_min'),
    far_max: figure('far_max'),
    building_density: figure('building_density'),
    building_density_max: figure('building_density_max'),
    green_ratio: figure('green_ratio'),
    green_ratio_min: figure('green_ratio_min'),
    height_m: figure('height_m'),
    height_max_m: figure('height_max_m'),
  }
}

function planOf(
  plan: Plan,
  share: { area_m2: number; percent: number },
): ExtractSubject['plans']['list'][number] {
  const { id, code, name, name_en, state, far, height_max_m, green_ratio_min, office } = plan
  const { revised_on, published_on, source, synthetic, counts, overlap, version_since } = plan
  return {
    ...{ id, code, name, name_en, state, state_title: textOf(codeLists.planStates, state) },
    land_use: landUseOf(plan as Overlapping),
    ...{ far, height_max_m, green_ratio_min, office, revised_on, published_on, source, synthetic },
    ...{ counts, overlap, version_since: exactly(version_since) },
    ...share,
  }
}

const buildingsOf = (rows: readonly Building[]): ExtractSubject['buildings'] => ({
  count: rows.filter(({ counts }) => counts).length,
  footprint_m2: rows.reduce((sum, { area_m2 }) => sum + area_m2, 0),
  highest_m: rows.reduce<number | null>(
    (most, { height_m }) => (height_m !== null && height_m > (most ?? 0) ? height_m : most),
    null,
  ),
  synthetic: rows.some(({ synthetic }) => synthetic),
})
