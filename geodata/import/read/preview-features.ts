/** Collects what the preview of a file shows: some features in degrees, and the first rows. */
import type { Feature, Geometry, Position } from 'geojson'
import type { Columns } from './columns.ts'
import { textOf } from './convert.ts'
import { type Shift, shiftFrom } from './geometry.ts'
import type { VectorSource } from './source.ts'

export interface DrawnFeatures {
  /** In WGS 84, without properties. */
  readonly features: readonly Feature<Geometry, Record<string, unknown>>[]
  /** West, south, east, north of all features in degrees; null if there are none. */
  readonly bounds: readonly [number, number, number, number] | null
  /** The first rows as text, with the columns that are imported first. */
  readonly sample: readonly Readonly<Record<string, string>>[]
}

/** More features are slow to draw and show nothing new. */
const MAX_FEATURES = 2_000
const MAX_POSITIONS = 200_000
const ROWS = 5
const FIELDS = 12
const TEXT = 60

/**
 * Reads all features and, where there are too many, keeps every n-th. Throws ImportError as an import would.
 */
export async function drawnFeatures(
  source: VectorSource,
  { byField }: Columns,
  signal?: AbortSignal,
): Promise<DrawnFeatures> {
  const shift = source.shifted && shiftFrom(source.shifted)
  const step = Math.max(1, Math.ceil(source.featureCount / MAX_FEATURES))
  const fields = [...byField.keys(), ...source.fields.filter((field) => !byField.has(field))].slice(0, FIELDS)
  const features: Feature<Geometry, Record<string, unknown>>[] = []
  const sample: Record<string, string>[] = []
  const box = new Box()
  let [ordinal, positions] = [0, 0]
  for await (const feature of source.features()) {
    signal?.throwIfAborted()
    ordinal++
    if (sample.length < ROWS) sample.push(rowOf(feature, fields))
    if (source.strays.has(ordinal) || !feature.geometry) continue
    const isDrawn = (ordinal - 1) % step === 0 && features.length < MAX_FEATURES && positions < MAX_POSITIONS
    const before = box.count
    const geometry = placed(feature.geometry, shift, box)
    if (!isDrawn || geometry === null) continue
    positions += box.count - before
    features.push({ type: 'Feature', properties: {}, geometry })
  }
  return { features, bounds: box.bounds, sample }
}

function rowOf({ properties }: Feature<Geometry | null>, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, shown(properties?.[field])]))
}

class Box {
  count = 0
  #west = Number.POSITIVE_INFINITY
  #south = Number.POSITIVE_INFINITY
  #east = Number.NEGATIVE_INFINITY
  #north = Number.NEGATIVE_INFINITY

  add(x: number, y: number): void {
    this.count++
    this.#west = Math.min(this.#west, x)
    this.#south = Math.min(this.#south, y)
    this.#east = Math.max(this.#east, x)
    this.#north = Math.max(this.#north, y)
  }

  get bounds(): [number, number, number, number] | null {
    return this.count === 0 ? null : [this.#west, this.#south, this.#east, this.#north]
  }
}

/** Returns the geometry in WGS 84, rounded to 0.1 m; null if a coordinate is not a number. */
function placed(geometry: Geometry, shift: Shift | null, box: Box): Geometry | null {
  let isBroken = false
  const point = (position: Position): Position => {
    const [x = Number.NaN, y = Number.NaN] = shift ? shift(position) : position
    if (!Number.isFinite(x) || !Number.isFinite(y)) isBroken = true
    else box.add(x, y)
    return [round(x), round(y)]
  }
  const all = (value: unknown): unknown =>
    Array.isArray(value) && typeof value[0] === 'number'
      ? point(value as Position)
      : (value as unknown[]).map(all)
  const place = (one: Geometry): Geometry =>
    one.type === 'GeometryCollection'
      ? { type: one.type, geometries: one.geometries.map(place) }
      : ({ type: one.type, coordinates: all(one.coordinates) } as Geometry)
  const made = place(geometry)
  return isBroken ? null : made
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

const shown = (value: unknown) => (value === null || value === undefined ? '' : textOf(value).slice(0, TEXT))
