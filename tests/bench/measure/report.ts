/** The results of a run as text and as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { loadAverage } from './processes.ts'

/** Describes the machine. */
export function machineText(): string {
  const model = cpus()[0]?.model ?? 'unknown'
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
}

const cell = (value: unknown) => {
  if (typeof value !== 'number') return String(value ?? '')
  if (Number.isNaN(value)) return '–'
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}

/** Formats rows as a Markdown table. */
export function table(rows: readonly object[]): string {
  const keys = Object.keys(rows[0] ?? {})
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const body = rows.map((row) =>
    line(keys.map((key) => cell((row as Readonly<Record<string, unknown>>)[key]))),
  )
  return [line(keys), line(keys.map(() => '---')), ...body].join('\n')
}

/** Writes everything to a file, with the date, the machine and its load. */
export function writeReport(file: string, found: object): void {
  mkdirSync(dirname(file), { recursive: true })
  const about = { date: new Date().toISOString(), machine: machineText(), loadAverage: loadAverage() }
  writeFileSync(file, `${JSON.stringify({ ...about, ...found }, null, 2)}\n`)
}
