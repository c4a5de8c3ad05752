/** A data directory whose files differ from those that the database left is refused, with advice. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEmbedded } from '../../../../geodata/database/embedded/embedded.ts'
import { DamagedDirectoryError } from '../../../../geodata/database/errors.ts'
import { openDatabase } from '../../../../geodata/database/open.ts'
import { startSentence } from '../../../../server/start-error.ts'
import { fillDataDirectory } from '../../../environment/embedded-directory.ts'

const PAGE = 8192
const LIST = 'shuangxi-files.json'

let folder: string
let dataDir: string
let directory: string
/** Paths of a table's and its index's file. */
let table: string
let index: string

const open = () =>
  openEmbedded({
    directory,
    statementTimeoutMs: 30_000,
    turnTimeoutMs: 30_000,
    onWarning: () => undefined,
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-damaged-'))
  dataDir = join(folder, 'var')
  directory = join(dataDir, 'postgres')
  // A copy of a closed directory is not reported.
  await fillDataDirectory(dataDir)
  const database = await open()
  await database.query('create table lots (id int primary key, note text)')
  await database.query("insert into lots select n, repeat('x', 100) from generate_series(1, 2000) as n")
  await database.query('analyze lots')
  const { rows } = await database.query<{ heap: string; key: string }>(
    "select pg_relation_filepath('lots') as heap, pg_relation_filepath('lots_pkey') as key",
  )
  table = rows[0]?.heap ?? ''
  index = rows[0]?.key ?? ''
  await database.close()
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (path: string) => join(directory, path)
const remove = (path: string) => rmSync(at(path), { recursive: true })
function change(path: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(at(path))
  work(bytes)
  writeFileSync(at(path), bytes)
}
const flip = (path: string, place: number) =>
  change(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place))
const cutOff = (path: string) => truncateSync(at(path), 3 * PAGE)

/** Damages a file or folder of the directory, and restores it after the work. */
async function whileDamaged(
  path: string,
  damage: (path: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const kept = join(folder, 'kept')
  cpSync(at(path), kept, { recursive: true })
  try {
    damage(path)
    await work()
  } finally {
    rmSync(at(path), { recursive: true, force: true })
    renameSync(kept, at(path))
  }
}

const rowsOf = async () => {
  const database = await open()
  const { rows } = await database.query('select count(*) as n from lots')
  await database.close()
  return rows[0]?.n
}

type Damage = [name: string, path: () => string, damage: (path: string) => void, reason: string | RegExp]

it.each<Damage>([
  ['a table was cut off', () => table, cutOff, /has 24576 bytes instead of \d+/],
  [
    'a page was overwritten by zeros',
    () => table,
    (path) => change(path, (bytes) => bytes.fill(0, PAGE, 2 * PAGE)),
    'other contents',
  ],
  ['a byte of a row changed', () => table, (path) => flip(path, PAGE + 5000), 'other contents'],
  ['a byte of an index changed', () => index, (path) => flip(path, 5000), 'other contents'],
  ['a table is missing', () => table, remove, 'is missing'],
  ['pg_control is missing', () => 'global/pg_control', remove, 'global/pg_control is missing'],
  ['global/ is missing', () => 'global', remove, /global\/\d+ is missing/],
  [
    'the log is missing',
    () => 'pg_wal',
    (path) => {
      for (const name of readdirSync(at(path))) remove(`${path}/${name}`)
    },
    'pg_wal/',
  ],
  ['PG_VERSION is missing', () => 'PG_VERSION', remove, 'PG_VERSION is missing'],
  ['pg_control changed', () => 'global/pg_control', (path) => flip(path, 40), 'PostgreSQL cannot open it'],
])(
  'is refused where %s',
  async (_, path, damage, reason) => {
    await whileDamaged(path(), damage, async () => {
      const opening = open()
      await expect(opening).rejects.toBeInstanceOf(DamagedDirectoryError)
      await expect(opening).rejects.toThrow(directory)
      await expect(opening).rejects.toThrow(reason)
      await expect(opening).rejects.toThrow(/backup.*move it away/s)
      // The lock is released.
      expect(readdirSync(dataDir)).toEqual(['postgres'])
    })
  },
  180_000,
)

it('ends a start of the server with a sentence, not with a stack', async () => {
  await whileDamaged(table, cutOff, async () => {
    const error = await openDatabase({ dataDir }).catch((reason: unknown) => reason)
    const sentence = startSentence(error)
    expect(sentence).toContain(`The database in ${directory} is damaged`)
    expect(sentence).not.toMatch(/^\s+at /m)
  })
}, 180_000)

it('opens again once the files are restored, because a refusal changes nothing', async () => {
  expect(await rowsOf()).toBe(2000)
  expect(readdirSync(directory)).toContain(LIST)
}, 180_000)

it('is not reported after a killed process, which leaves no list', async () => {
  remove(LIST)
  expect(await rowsOf()).toBe(2000)
}, 180_000)

it.each<Damage>([
  ['a table was cut off', () => table, cutOff, 'the file of lots is cut off'],
  [
    'a page of the catalogue changed',
    () => 'base/5/1255',
    (path) => flip(path, 3 * PAGE + 5000),
    'invalid page',
  ],
])(
  'is refused after a crash, too, where %s',
  async (_, path, damage, reason) => {
    rmSync(at(LIST), { force: true })
    await whileDamaged(path(), damage, () => expect(open()).rejects.toThrow(reason))
  },
  180_000,
)
