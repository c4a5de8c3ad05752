/** Land use inside an outline by parcels, and slivers against their borders. */
import type { OutlineCheck, OutlineFinding } from '../../../geodata/model/answers/planning-outlines.ts'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { type ControlRule, ruleFor } from '../../../geodata/model/planning/outline/verdict.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { ParcelRow as Row } from './measure/measure.ts'

interface Asked {
  /** m² in EPSG:4549. */
  readonly area: number
  readonly ordinal: number
  readonly rules: readonly ControlRule[]
}

export type ParcelFindings = Pick<OutlineCheck, 'parcels' | 'slivers'> & {
  readonly findings: OutlineFinding[]
}

/** Slivers of one outline that are listed. */
const MAX_SLIVERS = 200

/** Groups the ground by land use; ground without parcels is "no data", never free. */
export function parcelFindings(rows: readonly Row[], asked: Asked): ParcelFindings {
  const on = rows.filter(({ area_m2 }) => area_m2 > 0)
  const byUse = new Map<string, number>()
  for (const { land_use, area_m2 } of on) byUse.set(land_use, (byUse.get(land_use) ?? 0) + area_m2)
  return {
    findings: [...[...byUse].map(([use, area]) => useFinding(use, area, asked)), ...missing(on, asked)],
    parcels: on.map(({ id, parcel_code, land_use, area_m2, parcel_m2 }) => ({
      ...{ id, parcel_code, land_use, title: titleOf(land_use), area_m2 },
      share: area_m2 / (asked.area || 1),
      parcel_share: area_m2 / (parcel_m2 || 1),
    })),
    slivers: rows.flatMap((row) => sliversOf(row, asked.ordinal)).slice(0, MAX_SLIVERS),
  }
}

const titleOf = (use: string): Text => landUseClasses.get(use)?.title ?? { zh: use, en: use }

function useFinding(use: string, area: number, { area: whole, rules }: Asked): OutlineFinding {
  const rule = ruleFor(rules, 'land_use', use)
  const { zh, en } = titleOf(use)
  return {
    ...{
      subject: 'land_use',
      kind: use,
      title: { zh: `现状${zh}`, en: `Land use: ${en}` },
      state: 'concerned',
    },
    ...{
      verdict: rule?.verdict ?? 'none',
      area_m2: area,
      share: area / (whole || 1),
      covered: 1,
      sliver_m2: 0,
    },
    ...{ article: rule?.article ?? null, advice: rule?.advice ?? null, lines: [] },
  }
}

/** Less than this share is within the error of surveys. */
const MIN_MISSING = 0.001

function missing(rows: readonly Row[], { area, rules }: Asked): OutlineFinding[] {
  const covered = Math.min(1, rows.reduce((sum, row) => sum + row.area_m2, 0) / (area || 1))
  if (1 - covered < MIN_MISSING) return []
  const rule = ruleFor(rules, 'coverage')
  return [
    {
      ...{ subject: 'land_use', kind: '', title: { zh: '没有地块数据的范围', en: 'Ground without parcels' } },
      ...{ state: covered === 0 ? 'no_data' : 'partly_covered', verdict: rule?.verdict ?? 'unknown' },
      ...{ area_m2: (1 - covered) * area, share: 1 - covered, covered, sliver_m2: 0, lines: [] },
      ...{ article: rule?.article ?? null, advice: rule?.advice ?? null },
    },
  ]
}

/** A parcel of which more than half lies outside leaves no sliver there. */
function sliversOf(row: Row, ordinal: number): OutlineCheck['slivers'] {
  const isMostlyInside = row.area_m2 > row.parcel_m2 / 2
  return row.slivers
    .filter(({ inside }) => inside || isMostlyInside)
    .map(({ inside, area_m2, shape }) => {
      const [at = [0, 0]] = shape.coordinates[0] ?? []
      const size = area_m2.toFixed(2)
      return {
        ...{ code: 'parcel_sliver', outline: ordinal, part: null, ring: null, at, blocks: false, area_m2 },
        text: inside
          ? {
              zh: `压占地块 ${row.parcel_code} ${size} m²，宽不足 1 m`,
              en: `Touches parcel ${row.parcel_code} by ${size} m², less than 1 m wide`,
            }
          : {
              zh: `地块 ${row.parcel_code} 剩余 ${size} m²，宽不足 1 m`,
              en: `Leaves ${size} m² of parcel ${row.parcel_code}, less than 1 m wide`,
            },
        shape: [shape.coordinates],
      }
    })
}
