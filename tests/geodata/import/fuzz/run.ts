/**
 * Imports damaged files one after the other. Each must be refused in a sentence, with nothing changed, or be
 * imported with the totals of its report, in time.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../../../geodata/database/database.ts'
import { ImportError } from '../../../../geodata/import/error.ts'
import type { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import { runImport } from '../../../../geodata/import/import.ts'
import type { Text } from '../../../../geodata/model/text.ts'
import { createRandom } from '../../../../geodata/sample/random.ts'
import type { FuzzFormat, Seed } from './format.ts'
import { mutate } from './mutate.ts'
import { isEmpty, stateOf, wrongTotals } from './totals.ts'

export interface FuzzOptions {
  /** One for all files, because its start costs ten times a small file. */
  readonly gdal: Gdal
  readonly format: FuzzFormat
  readonly count: number
  /** The same seed gives the same files. */
  readonly seed: string
  /** Number of the first file. */
  readonly first?: number
  /** A folder for the files; all but faulty ones are deleted. */
  readonly folder: string
  readonly deadlineMs?: number
  readonly onCase?: (number: number) => void
}

export interface FuzzReport {
  readonly refused: number
  readonly imported: number
  /** Messages of refusals with their numbers. */
  readonly sentences: ReadonlyMap<string, number>
  readonly failures: readonly string[]
}

/** A minute, because a busy machine takes much longer than the usual second. */
const DEADLINE_MS = 60_000

/** Damages and imports `count` files of one format. Throws if an undamaged one is not imported. */
export async function fuzz(database: Database, options: FuzzOptions): Promise<FuzzReport> {
  const { gdal, format, count, seed, first = 0, folder, deadlineMs = DEADLINE_MS } = options
  const source = `fuzz:${format.name}`
  const seeds = await format.seeds(gdal)
  for (const whole of seeds)
    await importFiles(database, gdal, format, source, write(format, whole, join(folder, 'whole')))
  let state = await stateOf(database, source)
  let refused = 0
  const sentences = new Map<string, number>()
  const failures: string[] = []
  for (let number = first; number < first + count; number++) {
    options.onCase?.(number)
    const random = createRandom(`${seed} ${format.name} ${number}`)
    const files = damage(random.pick(seeds), format, random)
    const place = join(folder, `${format.name}-${number}`)
    const start = performance.now()
    const outcome = await importFiles(database, gdal, format, source, write(format, files, place)).catch(
      (error: unknown) => ({ error }),
    )
    const after = await stateOf(database, source)
    const faults: string[] = []
    if ('error' in outcome) {
      refused++
      faults.push(...wrongRefusal(outcome.error))
      if (JSON.stringify(after) !== JSON.stringify(state)) faults.push('refused, but rows changed')
      if (outcome.error instanceof ImportError) {
        const sentence = outcome.error.text.en.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/\d+/g, '#')
        sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1)
      }
    } else {
      faults.push(...wrongTotals(outcome.counts, after))
      if (isEmpty(after)) faults.push('imported without a row')
    }
    state = after
    if (performance.now() - start > deadlineMs) faults.push('took too long')
    if (faults.length === 0) rmSync(place, { recursive: true, force: true })
    else failures.push(`${format.name} ${number}: ${faults.join('; ')} (${place})`)
  }
  return { refused, imported: count - refused, sentences, failures }
}

function importFiles(database: Database, gdal: Gdal, { request }: FuzzFormat, source: string, file: string) {
  return runImport(database, { ...request, file, source, gdal })
}

function damage(files: Seed, format: FuzzFormat, random: ReturnType<typeof createRandom>): Seed {
  const victim = random.pick([...files.keys()])
  return new Map(
    [...files].map(([name, bytes]) => [
      name,
      name === victim ? mutate(bytes, random, format.mutations) : bytes,
    ]),
  )
}

/** Writes the files into a folder, packed if the format is, and returns the path of the first. */
const write = (format: FuzzFormat, loose: Seed, folder: string): string =>
  writeFiles(format.pack?.(loose) ?? loose, folder)

/** Writes files into a folder, and returns the path of the first. */
export function writeFiles(files: Seed, folder: string): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  return join(folder, [...files.keys()][0] ?? '')
}

/** Returns what is wrong with a refusal: no ImportError, or no sentence in both languages. */
export function wrongRefusal(error: unknown): string[] {
  if (!(error instanceof ImportError)) {
    return [`refused by ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`]
  }
  return isSentence(error.text) ? [] : [`no sentence: ${error.text.zh} ${error.text.en}`]
}

/** Raw texts of libraries, which users must not see. */
const raw =
  /\bat \w+ \(|\bhDS\b|vsi(zip|mem|gzip)|\/(tmp|input|output)\/|\bundefined\b|\[object |ERROR \d+|\n/

function isSentence({ zh, en }: Text): boolean {
  return (
    zh.endsWith('。') && /[.)]$/.test(en) && zh.length > 8 && en.length > 12 && !raw.test(zh) && !raw.test(en)
  )
}
