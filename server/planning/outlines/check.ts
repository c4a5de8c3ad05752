/** Checks an outline against control lines, land use, plans and other outlines. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { multiPolygonEwkb } from '../../../geodata/import/ewkb.ts'
import type { ControlLineKindResult } from '../../../geodata/model/answers/control-lines.ts'
import type { OutlineCheck, OutlineFinding } from '../../../geodata/model/answers/planning-outlines.ts'
import type { Outline } from '../../../geodata/model/planning/outline/outline.ts'
import { outlineArea } from '../../../geodata/model/planning/outline/repair.ts'
import {
  type ControlRule,
  outlineVerdictTitles,
  ruleFor,
  worstFirst,
  worstOf,
} from '../../../geodata/model/planning/outline/verdict.ts'
import { groundControlLines } from '../ground-lines.ts'
import { heightFinding, lineFinding, notComputed, overlapFinding } from './findings.ts'
import { parcelFindings } from './parcel-findings.ts'

const plansSql = sqlFile(import.meta.url, 'plans.sql')
const othersSql = sqlFile(import.meta.url, 'others.sql')
const rulesSql = sqlFile(import.meta.url, 'rules.sql')

/** Returns the rules in force on a day (YYYY-MM-DD). */
export async function rulesOn(database: Queryable, day: string): Promise<ControlRule[]> {
  return (await database.query<ControlRule>(rulesSql, [day])).rows
}

export interface CheckedOutline {
  readonly set: string
  readonly ordinal: number
  readonly outline: Outline
}

export interface Rulebook {
  readonly day: string
  readonly rules: readonly ControlRule[]
  /** Called with the error of a layer that could not be computed; the answer says so, too. */
  readonly onError: (error: unknown) => void
}

/** The outline as PostGIS reads it: EWKB in EPSG:4326, hexadecimal. */
export const groundOf = ({ parts }: Outline): string =>
  multiPolygonEwkb(parts.map((part) => part.map((ring) => ring.map(([x, y]) => [x, y]))))

/**
 * Checks one outline as the viewer of `database`. A layer that the geometry engine cannot compute becomes a
 * finding `not_computed`: nothing is silently missing.
 */
export async function checkOutline(
  database: Queryable,
  { set, ordinal, outline }: CheckedOutline,
  book: Rulebook,
): Promise<OutlineCheck> {
  const ground = groundOf(outline)
  const area = outlineArea(outline.parts)
  const or = <T>(failed: T, work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      book.onError(error)
      return failed
    })
  const lines = await or([notComputed('control_line')], async () => {
    const { kinds } = await groundControlLines(database, ground, book.day)
    return kindFindings(kinds, book.rules)
  })
  const none = { findings: [notComputed('land_use')], parcels: [], slivers: [] }
  const land = await or(none, () => parcelFindings(database, { ground, area, ordinal, rules: book.rules }))
  const plans = await or([notComputed('plan')], async () =>
    overlapFinding('plan', (await database.query<Overlap>(plansSql, [ground])).rows, area, book.rules),
  )
  const others = await or([notComputed('outline')], async () =>
    overlapFinding(
      'outline',
      (await database.query<Overlap>(othersSql, [ground, set])).rows,
      area,
      book.rules,
    ),
  )
  const findings = worstFirst([...lines, ...land.findings, ...plans, ...others])
  const verdict = worstOf(findings)
  return {
    ...{ set, outline: ordinal, name: outline.name, area_m2: area, area_crs: 'EPSG:4549' },
    ...{ checked_on: book.day, verdict, verdict_text: outlineVerdictTitles[verdict], findings },
    parcels: land.parcels,
    slivers: land.slivers,
  }
}

type Overlap = Parameters<typeof overlapFinding>[1][number]

function kindFindings(
  kinds: readonly ControlLineKindResult[],
  rules: readonly ControlRule[],
): OutlineFinding[] {
  const heights = heightFinding(kinds, ruleFor(rules, 'height'))
  return [...kinds.map((kind) => lineFinding(kind, rules)), ...heights]
}
