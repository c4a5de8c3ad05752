/** A parcel's control indicators and their limits. */
import type { Text } from '../../geodata/model/text.ts'

export interface Indicator {
  readonly title: Text
  readonly value: number
  readonly least: number | null
  readonly most: number | null
  readonly unit: Text
  readonly verdict: 'within' | 'beyond' | 'below' | 'unlimited'
  /** End of the bar's scale. */
  readonly scale: number
}

interface Definition {
  readonly title: Text
  readonly value: string
  readonly least?: string
  readonly most?: string
  readonly unit: Text
}

const none: Text = { zh: '', en: '' }
const percent: Text = { zh: '%', en: '%' }

const definitions: readonly Definition[] = [
  {
    title: { zh: '容积率', en: 'Floor area ratio' },
    value: 'far',
    least: 'far_min',
    most: 'far_max',
    unit: none,
  },
  {
    title: { zh: '建筑密度', en: 'Building density' },
    value: 'building_density',
    most: 'building_density_max',
    unit: percent,
  },
  {
    title: { zh: '绿地率', en: 'Green space ratio' },
    value: 'green_ratio',
    least: 'green_ratio_min',
    unit: percent,
  },
  {
    title: { zh: '建筑高度', en: 'Building height' },
    value: 'height_m',
    most: 'height_max_m',
    unit: { zh: ' 米', en: ' m' },
  },
]

/** Tolerance, so that rounding in the source is not a violation. */
const TOLERANCE = 1e-6

/** The indicators of a parcel, compared with its limits. */
export function indicatorsOf(properties: Readonly<Record<string, unknown>>): Indicator[] {
  const read = (name: string | undefined) => {
    const value = name === undefined ? null : properties[name]
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }
  return definitions.flatMap((definition) => {
    const value = read(definition.value)
    if (value === null) return []
    const [least, most] = [read(definition.least), read(definition.most)]
    const verdict =
      most !== null && value > most + TOLERANCE
        ? 'beyond'
        : least !== null && value < least - TOLERANCE
          ? 'below'
          : least === null && most === null
            ? 'unlimited'
            : 'within'
    const scale = Math.max(value, least ?? 0, most ?? 0) * 1.2 || 1
    return [{ title: definition.title, value, least, most, unit: definition.unit, verdict, scale } as const]
  })
}
