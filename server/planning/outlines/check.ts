/** Checks outlines against control lines, land use, plans and other outlines. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { multiPolygonEwkb } from '../../../geodata/import/ewkb.ts'
import type { ControlLineKindResult } from '../../../geodata/model/answers/control-lines.ts'
import type { OutlineCheck, OutlineFinding } from '../../../geodata/model/answers/planning-outlines.ts'
import { memo } from '../../../geodata/model/memo.ts'
import type { Outline } from '../../../geodata/model/planning/outline/outline.ts'
import { outlineArea } from '../../../geodata/model/planning/outline/repair.ts'
import {
  type ControlRule,
  outlineVerdictTitles,
  ruleFor,
  worstFirst,
  worstOf,
} from '../../../geodata/model/planning/outline/verdict.ts'
import { heightFinding, lineFinding, notComputed, outsideFinding, overlapFinding } from './findings.ts'
import {
  kindsOfLines,
  linesOfOutlines,
  othersOfOutlines,
  parcelsOfOutlines,
  plansOfOutlines,
} from './measure/measure.ts'
import { parcelFindings } from './parcel-findings.ts'

const inTownsSql = sqlFile(import.meta.url, 'in-towns.sql')
const rulesSql = sqlFile(import.meta.url, 'rules.sql')

export interface CheckedOutline {
  readonly ordinal: number
  readonly outline: Outline
}

export interface Rulebook {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly rules: readonly ControlRule[]
  /** Kinds of control lines that have a finding, also where there are none of them. */
  readonly kinds: readonly string[]
  /** Whether the viewer is limited to towns, and sees no drafts elsewhere. */
  readonly limited?: boolean
  /** Called with the error of a layer that could not be computed; the answer says so, too. */
  readonly onError: (error: unknown) => void
}

/** Returns the rules in force on a day (YYYY-MM-DD), and the kinds of control lines. */
export async function rulebookOn(
  database: Queryable,
  day: string,
  onError: Rulebook['onError'],
): Promise<Rulebook> {
  const { rows } = await database.query<ControlRule>(rulesSql, [day])
  return { day, rules: rows, kinds: await kindsOfLines(database), onError }
}

/** The outline as PostGIS reads it: EWKB in EPSG:4326, hexadecimal. */
export const groundOf = ({ parts }: Outline): string =>
  multiPolygonEwkb(parts.map((part) => part.map((ring) => ring.map(([x, y]) => [x, y]))))

/**
 * Checks outlines of one set as the viewer of `database`, a statement for each layer and all outlines. A layer
 * that the geometry engine cannot compute becomes a finding `not_computed` of only those outlines at which it
 * fails: nothing is silently missing.
 */
export async function checkOutlines(
  database: Queryable,
  set: string,
  asked: readonly CheckedOutline[],
  book: Rulebook,
): Promise<OutlineCheck[]> {
  const grounds = asked.map(({ outline }) => groundOf(outline))
  const each = <T>(work: (some: readonly string[]) => Promise<readonly T[]>) =>
    orNull(grounds, work, book.onError)
  const lines = await each((some) => linesOfOutlines(database, some, book.day, book.kinds))
  const parcels = await each((some) => parcelsOfOutlines(database, some))
  const plans = await each((some) => plansOfOutlines(database, some))
  const others = await each((some) => othersOfOutlines(database, some, set))
  const inside = await each((some) => sharesInTowns(database, some, book))
  const findingOf = lineFindings(book.rules)
  return asked.map(({ ordinal, outline }, i) => {
    const area = outlineArea(outline.parts)
    const { rules } = book
    const kinds = lines[i]
    const land = parcels[i] ? parcelFindings(parcels[i], { area, ordinal, rules }) : noLand
    const findings = worstFirst([
      ...(kinds ? kindFindings(kinds, rules, findingOf) : [notComputed('control_line')]),
      ...land.findings,
      ...(plans[i] ? overlapFinding('plan', plans[i], area, rules) : [notComputed('plan')]),
      ...outsideTowns(inside[i] ?? null),
      ...(others[i] ? overlapFinding('outline', others[i], area, rules) : [notComputed('outline')]),
    ])
    const verdict = worstOf(findings)
    return {
      ...{ set, outline: ordinal, name: outline.name, area_m2: area, area_crs: 'EPSG:4549' },
      ...{ checked_on: book.day, verdict, verdict_text: outlineVerdictTitles[verdict], findings },
      parcels: land.parcels,
      slivers: land.slivers,
    }
  })
}

/** Returns the share of each ground in the towns of the viewer; 1 without limits. */
async function sharesInTowns(
  database: Queryable,
  grounds: readonly string[],
  { limited }: Rulebook,
): Promise<number[]> {
  if (!limited) return grounds.map(() => 1)
  const { rows } = await database.query<{ share: number }>(inTownsSql, [grounds])
  return rows.map(({ share }) => share)
}

/** Says that drafts of plans are unknown where an outline leaves the towns of the viewer. */
function outsideTowns(inside: number | null): OutlineFinding[] {
  if (inside === null) return [notComputed('plan')]
  return inside === 1 ? [] : [outsideFinding(inside)]
}

const noLand = { findings: [notComputed('land_use')], parcels: [], slivers: [] }

/** Works on all grounds at once; if that fails, on halves of them, so that null stands only for those that fail. */
async function orNull<T>(
  grounds: readonly string[],
  work: (some: readonly string[]) => Promise<readonly T[]>,
  onError: (error: unknown) => void,
): Promise<(T | null)[]> {
  try {
    return [...(await work(grounds))]
  } catch (error) {
    if (grounds.length > 1) {
      const half = grounds.length >> 1
      const first = await orNull(grounds.slice(0, half), work, onError)
      return [...first, ...(await orNull(grounds.slice(half), work, onError))]
    }
    onError(error)
    return [null]
  }
}

type FindingOf = (kind: ControlLineKindResult) => OutlineFinding

/** Many outlines share the result of a kind that does not concern them, and so its finding. */
const lineFindings = memo<readonly ControlRule[], FindingOf>(
  (rules) => memo((kind) => lineFinding(kind, rules), new WeakMap()),
  new WeakMap(),
)

function kindFindings(
  kinds: readonly ControlLineKindResult[],
  rules: readonly ControlRule[],
  findingOf: FindingOf,
): OutlineFinding[] {
  return [...kinds.map(findingOf), ...heightFinding(kinds, ruleFor(rules, 'height'))]
}
