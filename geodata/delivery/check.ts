/**
 * Checks a delivery (成果质检) by rules that are data: fields, values, codes, geometry, areas, overlaps and gaps.
 * Knows neither files nor databases. Areas are plane areas in EPSG:4549; on the ellipsoid they differ by less
 * than 0.002 % in Lin'an, 30 km from the meridian, so a tolerance of 1 % does not tell them apart.
 */

import { convertValue } from '../import/read/convert.ts'
import type { DeliveryFault, DeliveryReport } from '../model/answers/delivery.ts'
import type { Layer } from '../model/layer.ts'
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import { faultsOf } from '../model/planning/outline/faults.ts'
import { isCheckable } from '../model/planning/outline/outline.ts'
import type { Text } from '../model/text.ts'
import { areaOfParts, type ComparedArea, differs, numberOf, unitOf } from './areas.ts'
import { anyPosition, type DeliveredFeature, partsOf } from './feature.ts'
import { type MatchedFields, matchFields } from './fields.ts'
import type { CheckHooks } from './hooks.ts'
import { boxOf, type PlacedArea, Plane } from './plane-areas.ts'
import { Tally, totalScore } from './tally.ts'
import { checkTopology } from './topology.ts'
import { valueFaults } from './values.ts'

export interface Delivery {
  readonly layer: Layer
  readonly profile: DeliveryProfile
  /** Name of the file or source. */
  readonly source: string
  readonly fields: readonly string[]
  readonly map?: ReadonlyMap<string, string> | undefined
  readonly features: AsyncIterable<DeliveredFeature>
  /** Number of features if it is known, for the progress. */
  readonly count: number
  readonly notes: readonly Text[]
}

const EVERY = 500

interface State {
  readonly delivery: Delivery
  readonly matched: MatchedFields
  readonly tally: Tally
  readonly firstWith: Map<string, number>
  readonly areas: (ComparedArea & { readonly name: string | null; readonly at: [number, number] | null })[]
  readonly placed: PlacedArea[]
  plane: Plane | null
}

/** Reads all features. Throws the signal's reason if cancelled. */
export async function checkDelivery(delivery: Delivery, hooks: CheckHooks = {}): Promise<DeliveryReport> {
  const { layer, profile } = delivery
  const matched = matchFields(layer, profile, delivery.fields, delivery.map)
  const tally = new Tally()
  const state: State = { delivery, matched, tally, firstWith: new Map(), areas: [], placed: [], plane: null }
  announce(state)
  let total = 0
  for await (const feature of delivery.features) {
    total++
    if (total % EVERY === 0) {
      hooks.signal?.throwIfAborted()
      hooks.onProgress?.(reading, delivery.count > 0 ? Math.min(1, total / delivery.count) : undefined)
    }
    checkFeature(state, feature)
  }
  compareAreas(state)
  if (state.plane !== null) await checkTopology(state.placed, state.plane, profile, tally, hooks)
  return reportOf(state, total)
}

const reading: Text = { zh: '检查要素', en: 'Checking features' }

/** Notes the checks that apply, and the missing fields. */
function announce({ matched, tally, delivery }: State): void {
  const { profile, layer } = delivery
  const rules = matched.fields.flatMap(({ rule }) => (rule === undefined ? [] : [rule]))
  tally.applies('1101', '1102', '1104', '3101')
  if (rules.some(({ length }) => length !== undefined)) tally.applies('1103')
  if (rules.some(({ required }) => required)) tally.applies('2101')
  if (matched.fields.some(({ property }) => property.codes)) tally.applies('2102')
  if (rules.some(({ code }) => code)) tally.applies('2103')
  if (rules.some(({ unique }) => unique)) tally.applies('2104')
  if (rules.some(({ area }) => area)) tally.applies('2201', '2202')
  if (layer.geometry === 'MultiPolygon') {
    tally.applies('3102', '3103')
    if (profile.overlap) tally.applies('3201', '3203')
    if (profile.gaps) tally.applies('3202')
    if (profile.exclusive) tally.applies('3301')
  }
  for (const { column, aliases } of matched.missing) {
    const title = layer.properties.find(({ name }) => name === column)?.title ?? { zh: column, en: column }
    const names = [column, ...aliases].join(', ')
    const text = {
      zh: `没有“${title.zh}”字段（可用的名称：${names}）`,
      en: `There is no field "${title.en}" (names that are known: ${names})`,
    }
    tally.add('1101', { feature: null, name: null, text, at: null }, [])
  }
}

function checkFeature(state: State, feature: DeliveredFeature): void {
  const { tally, matched } = state
  const { ordinal, values, geometry } = feature
  const readColumn = (column: string) => {
    const found = matched.fields.find(({ property }) => property.name === column)
    return found === undefined ? null : (values[found.field] ?? null)
  }
  const label = readColumn(state.delivery.layer.label)
  const about = {
    feature: ordinal,
    name: label === null ? null : String(label).slice(0, 60),
    at: anyPosition(geometry),
  }
  for (const checked of matched.fields) {
    const value = values[checked.field]
    for (const { code, field, text } of valueFaults(checked, value)) {
      tally.add(code, { ...about, field, text }, [ordinal])
    }
    if (checked.rule?.unique) checkUnique(state, about, checked.field, value)
  }
  checkGeometry(state, feature, about, readColumn)
}

type About = Pick<DeliveryFault, 'feature' | 'name' | 'at'>

function checkUnique({ firstWith, tally }: State, about: About, field: string, value: unknown): void {
  const text = value === null || value === undefined ? '' : String(value).trim()
  if (text === '' || about.feature === null) return
  const key = `${field} ${text}`
  const first = firstWith.get(key)
  if (first === undefined) {
    firstWith.set(key, about.feature)
    return
  }
  const said = {
    zh: `“${field}”的值 ${text.slice(0, 40)} 与第 ${first} 个要素重复`,
    en: `The value ${text.slice(0, 40)} of "${field}" is also that of feature ${first}`,
  }
  tally.add('2104', { ...about, field, text: said }, [about.feature])
}

function checkGeometry(
  state: State,
  { ordinal, geometry }: DeliveredFeature,
  about: About,
  readColumn: (column: string) => unknown,
): void {
  const { tally, delivery, matched } = state
  const { layer, profile } = delivery
  const isArea = layer.geometry === 'MultiPolygon'
  const parts = partsOf(geometry)
  if (geometry === null || (isArea && parts === null)) {
    const came = geometry?.type ?? { zh: '没有图形', en: 'nothing' }
    const text = {
      zh: `应为面，收到的是${typeof came === 'string' ? ` ${came}` : came.zh}`,
      en: `Expected an area, but there is ${typeof came === 'string' ? came : came.en}`,
    }
    tally.add('3101', { ...about, text }, [ordinal])
    return
  }
  if (!isArea || parts === null) return
  const faults = faultsOf({ name: about.name ?? '', parts })
  for (const { code, at, text } of faults) {
    const isMinor = code === 'spike' || code === 'duplicate_point' || code === 'ring_order'
    const place: [number, number] | null = at[0] === 0 && at[1] === 0 ? about.at : [at[0], at[1]]
    tally.add(isMinor ? '3103' : '3102', { ...about, text, at: place }, [ordinal])
  }
  const areaField = matched.fields.find(({ rule }) => rule?.area)
  const written = areaField === undefined ? null : numberOf(readColumn(areaField.property.name))
  if (written !== null && written > 0) {
    const measured = areaOfParts(parts)
    state.areas.push({ ordinal, written, measured, name: about.name, at: about.at })
  }
  if (!isCheckable(faults) || about.at === null) return
  state.plane ??= new Plane(about.at)
  const loops = state.plane.loopsOf(parts)
  const column = profile.exclusive?.column ?? profile.overlap?.within
  const group = column === undefined ? '' : groupOf(state, column, readColumn(column))
  if (loops.length > 0) state.placed.push({ ordinal, name: about.name, group, loops, box: boxOf(loops) })
}

/** Returns the code of a value, whether it is written as a code or a title. */
function groupOf({ matched }: State, column: string, value: unknown): string {
  const property = matched.fields.find((each) => each.property.name === column)?.property
  const converted = property === undefined ? null : convertValue(property, value)
  return converted !== null && 'value' in converted ? String(converted.value ?? '') : ''
}

function compareAreas({ areas, tally, delivery, matched }: State): void {
  const field = matched.fields.find(({ rule }) => rule?.area)?.field
  if (field === undefined || areas.length === 0) return
  const unit = unitOf(areas)
  if (unit.m2 !== 1) {
    const text = {
      zh: `“${field}”应为平方米，看来是${unit.title.zh}；以下按${unit.title.zh}比较`,
      en: `"${field}" should be in square metres, but seems to be in ${unit.title.en}; areas are compared so`,
    }
    tally.add('2202', { feature: null, name: null, at: null, field, text }, [])
  }
  for (const { ordinal, written, measured, name, at } of areas) {
    const given = written * unit.m2
    if (!differs(given, measured, delivery.profile)) continue
    const percent = ((given / measured - 1) * 100).toFixed(1)
    const text = {
      zh: `“${field}”为 ${given.toFixed(2)} m²，图形为 ${measured.toFixed(2)} m²（EPSG:4549），相差 ${percent} %`,
      en: `"${field}" is ${given.toFixed(2)} m², the geometry ${measured.toFixed(2)} m² (EPSG:4549): ${percent} %`,
    }
    tally.add('2201', { feature: ordinal, name, at, field, text }, [ordinal])
  }
}

function reportOf({ delivery, matched, tally }: State, total: number): DeliveryReport {
  const checks = tally.checks(total)
  const sum = (list: typeof checks) => list.reduce((count, { faults }) => count + faults, 0)
  return {
    as: delivery.layer.id,
    source: delivery.source,
    features: total,
    area_crs: 'EPSG:4549',
    score: totalScore(checks),
    must: sum(checks.filter(({ severity }) => severity === 'must')),
    faults: sum(checks),
    checks,
    listed: tally.listed(),
    fields: [
      ...matched.fields.map(({ field, property }) => ({ field, column: property.name })),
      ...matched.unmatched.map((field) => ({ field, column: null })),
    ],
    notes: [...delivery.notes],
  }
}
