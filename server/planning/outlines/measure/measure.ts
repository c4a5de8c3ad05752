/** Measures many outlines at once: control lines, coverages, parcels, plans and other outlines on each. */
import type { Queryable } from '../../../../geodata/database/database.ts'
import { sqlFile } from '../../../../geodata/database/sql.ts'
import type { ControlLineKindResult } from '../../../../geodata/model/answers/control-lines.ts'
import { controlLineKinds } from '../../../../geodata/model/codes.ts'
import { memo, memoIn } from '../../../../geodata/model/memo.ts'
import { type KindRow, kindResult, type Piece } from '../../ground-lines.ts'

const linesSql = sqlFile(import.meta.url, 'lines.sql')
const coveragesSql = sqlFile(import.meta.url, 'coverages.sql')
const kindsSql = sqlFile(import.meta.url, 'kinds.sql')
const parcelsSql = sqlFile(import.meta.url, 'parcels.sql')
const plansSql = sqlFile(import.meta.url, 'plans.sql')
const othersSql = sqlFile(import.meta.url, 'others.sql')

/** Outlines as EWKB of polygons in EPSG:4326, hexadecimal. */
type Grounds = readonly string[]

/** A row about the outline at place `n`, from 1. */
interface Of {
  readonly n: number
}

/** Returns the rows of each outline, in the order of `grounds`. */
function divided<R extends Of>(rows: readonly R[], grounds: readonly unknown[]): R[][] {
  const lists = grounds.map((): R[] => [])
  for (const row of rows) lists[row.n - 1]?.push(row)
  return lists
}

type LineRow = Of &
  Omit<Piece, 'sliver' | 'piece_m2' | 'overlap'> & {
    readonly kind: string
    readonly kind_m2: number
    readonly pieces: readonly Pick<Piece, 'sliver' | 'piece_m2' | 'overlap'>[]
  }

interface CoverageRow {
  readonly grounds_m2: readonly number[]
  readonly surveys: readonly { readonly number: number; readonly kinds: readonly string[] | null }[]
  readonly whole: readonly { readonly n: number; readonly surveys: readonly number[] }[]
  readonly partly: readonly { readonly n: number; readonly kind: string; readonly m2: number }[]
}

/** Returns the kinds of control lines that the catalogue or a coverage names, in the catalogue's order. */
export async function kindsOfLines(database: Queryable): Promise<readonly string[]> {
  const { rows } = await database.query<{ kinds: string[] }>(kindsSql)
  return [...new Set([...Object.keys(controlLineKinds), ...(rows[0]?.kinds ?? []).toSorted()])]
}

/**
 * Returns the control lines of each outline on a day (YYYY-MM-DD), as `groundControlLines` does but without rules and
 * coverages; `kinds` as from kindsOfLines. Throws if the geometry engine fails for one of them.
 */
export async function linesOfOutlines(
  database: Queryable,
  grounds: Grounds,
  day: string,
  kinds: readonly string[],
): Promise<ControlLineKindResult[][]> {
  const lines = divided((await database.query<LineRow>(linesSql, [grounds, day])).rows, grounds)
  const [known] = (await database.query<CoverageRow>(coveragesSql, [grounds, day, kinds])).rows
  if (known === undefined) throw new Error('no row about the coverages')
  const covered = coveredKinds(known, kinds)
  const clear = clearResults(kinds)
  return grounds.map((_, i) => {
    const { whole, partly } = covered[i] ?? nothingCovered
    const own = lines[i] ?? []
    const measured = new Set([...partly.keys(), ...own.map(({ kind }) => kind)])
    const unmeasured = clear(whole)
    if (measured.size === 0) return unmeasured
    const ground_m2 = known.grounds_m2[i] ?? 0
    const of = (kind: string) => {
      const covered_m2 = whole.has(kind) ? ground_m2 : (partly.get(kind) ?? 0)
      return resultOf({ kind, ground_m2, covered_m2, rows: own.filter((row) => row.kind === kind) })
    }
    const others = [...measured].filter((kind) => !kinds.includes(kind))
    return [
      ...unmeasured.map((result) => (measured.has(result.kind) ? of(result.kind) : result)),
      ...others.map(of),
    ]
  })
}

/** What coverages say of an outline: kinds that cover it wholly, and m² of those that cover a part. */
interface Covered {
  readonly whole: ReadonlySet<string>
  readonly partly: ReadonlyMap<string, number>
}
const nothingCovered: Covered = { whole: new Set(), partly: new Map() }

/** Sets of kinds by their content, as long as the list of all kinds: the batches of a job share what follows from them. */
const sharedSets = memo<readonly string[], Map<string, ReadonlySet<string>>>(() => new Map(), new WeakMap())

/** Outlines inside the same surveys share one set of kinds. */
function coveredKinds(
  { grounds_m2, surveys, whole, partly }: CoverageRow,
  kinds: readonly string[],
): Covered[] {
  const kindsOf = new Map(surveys.map((survey) => [survey.number, survey.kinds ?? kinds]))
  const sets = new Map<string, ReadonlySet<string>>()
  const wholes = new Map(
    whole.map(({ n, surveys: numbers }) => {
      const union = () => {
        const all = new Set(numbers.flatMap((number) => kindsOf.get(number) ?? []))
        return memoIn(sharedSets(kinds), [...all].sort().join(), () => all)
      }
      return [n, memoIn(sets, numbers.join(), union)]
    }),
  )
  const parts = divided(partly, grounds_m2)
  return grounds_m2.map((_, i) => ({
    whole: wholes.get(i + 1) ?? nothingCovered.whole,
    partly: new Map(parts[i]?.map(({ kind, m2 }) => [kind, m2])),
  }))
}

type Clear = (whole: ReadonlySet<string>) => ControlLineKindResult[]

/** Makes results of kinds without lines, once for each set of kinds that cover an outline wholly. */
const clearResults = memo<readonly string[], Clear>((kinds) => {
  const ground_m2 = 1e6
  return memo(
    (whole) =>
      kinds.map((kind) =>
        resultOf({ kind, ground_m2, covered_m2: whole.has(kind) ? ground_m2 : 0, rows: [] }),
      ),
    new WeakMap(),
  )
}, new WeakMap())

interface MeasuredKind extends Pick<KindRow, 'kind' | 'ground_m2' | 'covered_m2'> {
  readonly rows: readonly LineRow[]
}

function resultOf({ kind, ground_m2, covered_m2, rows }: MeasuredKind): ControlLineKindResult {
  const pieces = rows.flatMap(({ n: _, kind: _kind, kind_m2: _area, pieces: cut, ...line }) =>
    cut.map((piece): Piece => ({ ...line, id: Number(line.id), ...piece })),
  )
  const area_m2 = rows[0]?.kind_m2 ?? 0
  return kindResult({ kind, ground_m2, area_m2, covered_m2, coverages: [], pieces, rule: null })
}

export interface ParcelRow extends Of {
  readonly id: string
  readonly parcel_code: string
  readonly land_use: string
  readonly parcel_m2: number
  readonly area_m2: number
  readonly slivers: readonly {
    readonly inside: boolean
    readonly area_m2: number
    readonly shape: { readonly coordinates: [number, number][][] }
  }[]
}

/** Returns the parcels of each outline, the largest share first. */
export const parcelsOfOutlines = async (database: Queryable, grounds: Grounds): Promise<ParcelRow[][]> =>
  divided((await database.query<ParcelRow>(parcelsSql, [grounds])).rows, grounds)

/** A plan or another outline that overlaps one. */
export interface OverlapRow extends Of {
  readonly id: string
  readonly name: string
  readonly name_en?: string | null
  readonly area_m2: number
  readonly state?: string
  readonly office?: string | null
  readonly plan_code?: string
  readonly published_on?: string | null
  readonly height_max_m?: number | null
  readonly synthetic?: boolean
  readonly overlap: ControlLineKindResult['lines'][number]['overlaps']
}

export const plansOfOutlines = async (database: Queryable, grounds: Grounds): Promise<OverlapRow[][]> =>
  divided((await database.query<OverlapRow>(plansSql, [grounds])).rows, grounds)

/** `set` is the set of the outlines themselves. */
export const othersOfOutlines = async (
  database: Queryable,
  grounds: Grounds,
  set: string,
): Promise<OverlapRow[][]> =>
  divided((await database.query<OverlapRow>(othersSql, [grounds, set])).rows, grounds)
