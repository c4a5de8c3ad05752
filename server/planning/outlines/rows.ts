/** Rows of sets of outlines, as the viewer sees them. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { OutlineFile } from '../../../geodata/import/read-outlines.ts'
import type {
  OutlineFaultAnswer,
  OutlineRepairAnswer,
} from '../../../geodata/model/answers/planning-outlines.ts'
import type { Candidate } from '../../../geodata/model/planning/outline/candidates.ts'
import type { Outline } from '../../../geodata/model/planning/outline/outline.ts'
import type { SystemChoice } from '../../../geodata/model/planning/outline/systems.ts'
import { notFound } from '../../errors.ts'

const selectSql = sqlFile(import.meta.url, 'select.sql')

/** Sets of one account; older ones expire or are deleted. */
const MAX_SETS = 100

export interface Findings {
  readonly faults: readonly OutlineFaultAnswer[]
  readonly fault_count: number
  readonly repairs: readonly OutlineRepairAnswer[]
}

export interface OutlineSetRow {
  readonly id: string
  readonly name: string
  readonly source: OutlineFile
  readonly candidates: readonly Candidate[]
  readonly system: SystemChoice | null
  readonly outlines: readonly Outline[] | null
  readonly findings: Findings | null
  readonly created_at: Date
  readonly expires_at: Date
  /** How often outlines were placed or repaired: results belong to one count. */
  readonly placed: number
}

type NewSet = Pick<OutlineSetRow, 'name' | 'source' | 'candidates' | 'system' | 'outlines' | 'findings'>

/** Throws a ProblemError of status 404 if the viewer sees no such set. */
export async function knownSet(database: Queryable, id: string): Promise<OutlineSetRow> {
  const { rows } = await database.query<OutlineSetRow>(selectSql, [id])
  if (rows[0] === undefined) throw notFound({ zh: '红线', en: 'set of outlines' }, id)
  return rows[0]
}

interface ListedSet {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly created_at: Date
  readonly expires_at: Date
}

/** Returns the viewer's sets, the newest first; administrators see all. */
export async function listSets(database: Queryable): Promise<readonly ListedSet[]> {
  const { rows } = await database.query<ListedSet>(
    `select id, name, jsonb_array_length(source -> 'outlines') as count, created_at, expires_at
     from outline_sets where expires_at > now() order by created_at desc limit $1`,
    [MAX_SETS],
  )
  return rows
}

/** Stores a set of the viewer, and returns its id. */
export async function addSet(database: Queryable, set: NewSet, keptDays: number): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `insert into outline_sets (name, source, candidates, system, outlines, findings, expires_at)
     values ($1, $2::text::jsonb, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb, $6::text::jsonb,
       now() + make_interval(days => $7))
     returning id`,
    [set.name, ...[set.source, set.candidates, set.system, set.outlines, set.findings].map(json), keptDays],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the set got no row')
  return row.id
}

/** Stores a confirmed system and its outlines; results of a former check are deleted. */
export async function placeSet(
  database: Queryable,
  id: string,
  { system, outlines, findings }: Pick<NewSet, 'system' | 'outlines' | 'findings'>,
): Promise<void> {
  await database.query('delete from outline_results where set_id = $1', [id])
  await database.query(
    `update outline_sets set system = $2::text::jsonb, outlines = $3::text::jsonb, findings = $4::text::jsonb,
       placed = placed + 1
     where id = $1`,
    [id, ...[system, outlines, findings].map(json)],
  )
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export async function deleteSet(database: Queryable, id: string): Promise<void> {
  await database.query('delete from outline_sets where id = $1', [id])
}

/** Deletes expired sets, and returns their number. */
export async function sweepSets(database: Queryable): Promise<number> {
  return (await database.query('delete from outline_sets where expires_at <= now()')).rowCount ?? 0
}
