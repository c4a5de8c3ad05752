/** A data directory whose files differ from those that the database left is refused, with advice. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openEmbedded } from '../../../../geodata/database/embedded/embedded.ts'
import { DamagedDirectoryError } from '../../../../geodata/database/errors.ts'
import { openDatabase } from '../../../../geodata/database/open.ts'
import { startSentence } from '../../../../server/start-error.ts'
import { embeddedSnapshot } from '../../../environment/embedded-snapshot.ts'

const PAGE = 8192
const LIST = 'shuangxi-files.json'

let folder: string
let whole: string
let directory: string
/** Paths of a table's and its index's file. */
let table: string
let index: string

const openAt = (place: string) =>
  openEmbedded({
    directory: place,
    snapshot: embeddedSnapshot(),
    statementTimeoutMs: 30_000,
    turnTimeoutMs: 30_000,
    onWarning: () => undefined,
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-damaged-'))
  whole = join(folder, 'whole/postgres')
  directory = join(folder, 'copy/postgres')
  const database = await openAt(whole)
  await database.query('create table lots (id int primary key, note text)')
  await database.query("insert into lots select n, repeat('x', 100) from generate_series(1, 2000) as n")
  await database.query('analyze lots')
  const { rows } = await database.query<{ heap: string; key: string }>(
    "select pg_relation_filepath('lots') as heap, pg_relation_filepath('lots_pkey') as key",
  )
  table = rows[0]?.heap ?? ''
  index = rows[0]?.key ?? ''
  await database.close()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => rmSync(join(folder, 'copy'), { recursive: true, force: true }))

const at = (path: string) => join(directory, path)
const remove = (path: string) => rmSync(at(path), { recursive: true })
function change(path: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(at(path))
  work(bytes)
  writeFileSync(at(path), bytes)
}
const flip = (path: string, place: number) =>
  change(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place))

const rowsOf = async () => {
  const database = await openAt(directory)
  const { rows } = await database.query('select count(*) as n from lots')
  await database.close()
  return rows[0]?.n
}

it('is not reported for a copy of a closed directory, nor after a killed process', async () => {
  cpSync(whole, directory, { recursive: true })
  expect(await rowsOf()).toBe(2000)
  expect(readdirSync(directory)).toContain(LIST)
  // Without the list, as after a crash.
  remove(LIST)
  expect(await rowsOf()).toBe(2000)
}, 120_000)

it.each<[string, () => void, string | RegExp]>([
  ['a table was cut off', () => truncateSync(at(table), 3 * PAGE), /has 24576 bytes instead of \d+/],
  [
    'a page was overwritten by zeros',
    () => change(table, (b) => b.fill(0, PAGE, 2 * PAGE)),
    'other contents',
  ],
  ['a byte of a row changed', () => flip(table, PAGE + 5000), 'other contents'],
  ['a byte of an index changed', () => flip(index, 5000), 'other contents'],
  ['a table is missing', () => remove(table), 'is missing'],
  ['pg_control is missing', () => remove('global/pg_control'), 'global/pg_control is missing'],
  ['pg_control changed', () => flip('global/pg_control', 40), 'PostgreSQL cannot open it'],
  ['global/ is missing', () => remove('global'), /global\/\d+ is missing/],
  [
    'the log is missing',
    () => {
      for (const name of readdirSync(at('pg_wal'))) remove(`pg_wal/${name}`)
    },
    'pg_wal/',
  ],
  ['PG_VERSION is missing', () => remove('PG_VERSION'), 'PG_VERSION is missing'],
])(
  'is refused where %s',
  async (_, damage, reason) => {
    cpSync(whole, directory, { recursive: true })
    damage()
    const opening = openAt(directory)
    await expect(opening).rejects.toBeInstanceOf(DamagedDirectoryError)
    await expect(opening).rejects.toThrow(directory)
    await expect(opening).rejects.toThrow(reason)
    await expect(opening).rejects.toThrow(/backup.*move it away/s)
    // The lock is released and nothing was rebuilt: a second attempt gives the same error.
    expect(readdirSync(join(folder, 'copy'))).toEqual(['postgres'])
  },
  60_000,
)

it.each<[string, () => void, string | RegExp]>([
  ['a table was cut off', () => truncateSync(at(table), 3 * PAGE), 'the file of lots is cut off'],
  ['a page of the catalogue changed', () => flip('base/5/1255', 3 * PAGE + 5000), 'invalid page'],
])(
  'is refused after a crash, too, where %s',
  async (_, damage, reason) => {
    cpSync(whole, directory, { recursive: true })
    remove(LIST)
    damage()
    await expect(openAt(directory)).rejects.toThrow(reason)
  },
  60_000,
)

it('ends a start of the server with a sentence, not with a stack', async () => {
  cpSync(whole, directory, { recursive: true })
  truncateSync(at(table), 3 * PAGE)
  const error = await openDatabase({ dataDir: join(folder, 'copy') }).catch((reason: unknown) => reason)
  const sentence = startSentence(error)
  expect(sentence).toContain(`The database in ${directory} is damaged`)
  expect(sentence).not.toMatch(/^\s+at /m)
}, 60_000)
