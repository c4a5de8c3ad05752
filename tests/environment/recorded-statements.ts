/**
 * Records the statements that tests send to PostGIS, each text once with one set of values. Tests that run on
 * PostGIS only are replayed once on the embedded database (tests/contract/statements.test.ts).
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import pg from 'pg'

/** Folder for the records of workers; without it nothing is recorded. */
export const STATEMENTS = 'SHUANGXI_TEST_STATEMENTS'

export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/**
 * Statements that read and write rows; others (transactions, settings, schema) have tests on both databases.
 */
const RECORDED = /^\s*(?:--[^\n]*\n\s*)*(?:select|with|insert|update|delete)\b/i
const MAX_LENGTH = 20_000
/** Statements with masses of rows, those that are meant to be stopped, and oracles. */
const NOT_REPLAYED = /-- not replayed|\bgenerate_series\([^)]*\d{4,}\)|\bpg_sleep\b/

function statementOf(query: unknown, values: unknown): Statement | undefined {
  const { text, values: own } =
    typeof query === 'string' ? { text: query, values: undefined } : ((query ?? {}) as Partial<Statement>)
  if (typeof text !== 'string' || text.length > MAX_LENGTH || !RECORDED.test(text) || NOT_REPLAYED.test(text))
    return undefined
  return { text, values: own ?? (Array.isArray(values) ? values : []) }
}

/** Records what this process sends to PostGIS from now on. */
export function recordStatements(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${process.pid}.base64`)
  const known = new Set<string>()
  const send = pg.Client.prototype.query as (...given: unknown[]) => unknown
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]): unknown {
    const statement = statementOf(given[0], given[1])
    const { stream } = (this as unknown as { connection: { stream: unknown } }).connection
    if (statement && stream instanceof Socket && !known.has(statement.text)) {
      known.add(statement.text)
      appendFileSync(file, `${serialize(statement).toString('base64')}\n`)
    }
    return send.apply(this, given)
  } as typeof pg.Client.prototype.query
}

/** Returns what all workers recorded, each text once. */
export function recordedStatements(folder: string): readonly Statement[] {
  if (!existsSync(folder)) return []
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  const statements = lines
    .filter((line) => line !== '')
    .map((line) => deserialize(Buffer.from(line, 'base64')) as Statement)
  return [...new Map(statements.map((statement) => [statement.text, statement])).values()]
}
