/** Makes rows from features, and gives the reason for each feature that is left out. */
import type { Feature, Geometry } from 'geojson'
import type { Layer, Property } from '../../model/layer.ts'
import type { Extent } from '../crs.ts'
import type { StagedFeature } from '../feature.ts'
import type { RowReport } from '../row-report.ts'
import type { Skipped, SkipReason } from '../skipped.ts'
import type { Columns } from './columns.ts'
import { SOURCE_ID } from './columns.ts'
import { complete, contradictionOf } from './complete.ts'
import { convertValue, textOf } from './convert.ts'
import type { Shaped, Shift } from './geometry.ts'
import { linesOf, shapeGeometry } from './geometry.ts'
import { beginsInside } from './positions.ts'
import type { TimeReading } from './times.ts'

export interface RowPlan {
  readonly layer: Layer
  readonly columns: Columns
  /** Converted values for columns that the file does not have. */
  readonly constants: Readonly<Record<string, unknown>>
  /** Columns without a default that must not be empty. Measured columns are computed later. */
  readonly required: readonly string[]
  readonly shift: Shift | null
  /** Ordinals, from 1, of features to leave out, and the area of the system in degrees. */
  readonly strays: ReadonlySet<number>
  readonly area: Extent | null
  /** How to read times without a zone. */
  readonly times: TimeReading
}

/** Columns that identify a thing permanently, so that it keeps its row at the next import. */
const naturalKeys = ['parcel_code', 'code', 'number']

/** Yields the rows of all features in file order. */
export async function* featureRows(
  features: AsyncIterable<Feature<Geometry | null>>,
  plan: RowPlan,
  { skipped, repairs }: RowReport,
): AsyncGenerator<StagedFeature> {
  const seen = new Map<string, number>()
  let ordinal = 0
  for await (const feature of features) {
    ordinal++
    const properties = readProperties(feature, plan, String(feature.id ?? ordinal), skipped)
    if (!properties) continue
    const { id, row } = properties
    const isStray = plan.strays.has(ordinal) || !beginsInside(feature.geometry, plan.area)
    const shaped: Shaped = isStray
      ? { reason: 'elsewhere' }
      : shapeGeometry(feature.geometry, plan.layer.geometry, plan.shift)
    if ('reason' in shaped) {
      skipped.add(plan.layer.id, shaped.reason, id, shaped.detail)
      continue
    }
    if (shaped.repairs.length > 0) repairs.add(plan.layer.id, shaped.repairs, id)
    for (const geometry of shaped.parts) {
      const times = (seen.get(id) ?? 0) + 1
      seen.set(id, times)
      const sourceId = times > 1 ? `${id}#${times}` : id
      yield { layer: plan.layer.id, sourceId, properties: row, geometry }
      if (plan.layer.id === 'greenways') yield* segmentsOf(feature, sourceId, row, plan.shift)
    }
  }
}

/**
 * Returns the reason if only the value is left out, null if the row is. A row is worth more than an optional
 * date, an undecodable text, or a figure that is measured anyway.
 */
function lossOf(
  { name, type, measured }: Property,
  problem: SkipReason,
  required: readonly string[],
): SkipReason | null {
  if (measured !== undefined) return 'no_figure'
  if (required.includes(name)) return null
  if (problem === 'undecoded') return problem
  return type === 'date' || type === 'datetime' ? 'no_date' : null
}

function readProperties(
  feature: Feature<Geometry | null>,
  { layer, columns, constants, required, times }: RowPlan,
  fallbackId: string,
  skipped: Skipped,
): { id: string; row: Record<string, unknown> } | null {
  const values: Record<string, unknown> = {}
  for (const [field, property] of columns.byField) {
    const value: unknown = feature.properties?.[field]
    const converted = convertValue(property, value, times)
    if ('value' in converted) {
      if (converted.value !== null) values[property.name] = converted.value
      continue
    }
    const detail = `${field} = ${textOf(value).slice(0, 40)}`
    const loss = lossOf(property, converted.problem, required)
    skipped.add(layer.id, loss ?? converted.problem, fallbackId, detail)
    if (loss === null) return null
  }
  const { [SOURCE_ID.name]: ownId, ...rest } = values
  const given = { ...constants, ...rest }
  const contradiction = contradictionOf(given)
  if (contradiction !== null) {
    skipped.add(layer.id, 'contradiction', fallbackId, contradiction)
    return null
  }
  const row = complete(layer.id, given)
  const missing = required.filter((name) => row[name] === undefined || row[name] === null)
  if (missing.length > 0) {
    skipped.add(layer.id, 'missing_value', fallbackId, missing.join(', '))
    return null
  }
  const natural = naturalKeys.map((name) => row[name]).find((value) => typeof value === 'string')
  return { id: String(ownId ?? natural ?? fallbackId), row }
}

/** Makes one segment of a greenway from each line. */
function* segmentsOf(
  { geometry }: Feature<Geometry | null>,
  greenway: string,
  { name, name_en, surface }: Readonly<Record<string, unknown>>,
  shift: Shift | null,
): Generator<StagedFeature> {
  for (const [i, line] of linesOf(geometry, shift).entries()) {
    const properties = { greenway_source_id: greenway, ordinal: i + 1, name, name_en, surface }
    yield { layer: 'greenway_segments', sourceId: `${greenway}/${i + 1}`, properties, geometry: line }
  }
}
