/** `npm run tiles -- build` as a separate process: killed, and on a full disk. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runProgram } from '../../../geodata/command-line/program.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { buildCommand } from '../../../tiles/cli/build-command.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { projectRoot } from '../../house/source-files.ts'
import { loadFixture } from '../vector/fixture.ts'

const MANY = ['land_cover,parcels', '--zooms', '10-18']
const FEW = ['parcels', '--zooms', '10-12']
/** In blocks of 1 KiB: less than the archive of MANY. */
const LIMIT = 48

let folder: string
let place: PostgisTestDatabase
let path: string

/** Runs the command; `limit` is the largest file that it may write, in KiB. */
function start(args: readonly string[], limit?: number) {
  const command = [process.execPath, '--import', 'tsx', 'tiles/cli.ts', 'build', ...args, '--out', path]
  const limited =
    limit === undefined ? command : ['bash', '-c', `ulimit -f ${limit} && exec "$@"`, 'bash', ...command]
  const child = spawn(limited[0] ?? '', limited.slice(1), {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: place.url, LC_ALL: 'C', POOL_SIZE: '3' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return { child, ended }
}

/**
 * Sends a signal once the unfinished archive has this many bytes of tiles after the line that describes the
 * build. The build is paused during the check; otherwise it might finish first on a busy machine.
 */
async function interrupt(child: ChildProcess, bytes: number, signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
  const partial = `${path}.partial`
  const tiles = () => {
    if (!existsSync(partial)) return 0
    const content = readFileSync(partial)
    const line = content.indexOf('\n')
    return line < 0 ? 0 : content.length - line - 1
  }
  for (;;) {
    if (child.exitCode !== null) throw new Error('the build ended before it could be killed')
    child.kill('SIGSTOP')
    const isReached = tiles() >= bytes
    if (isReached) child.kill(signal)
    child.kill('SIGCONT')
    if (isReached) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

beforeAll(async () => {
  place = await createPostgisDatabase(TEMPLATE)
  const database = await openDatabase({ url: place.url })
  await loadFixture(database)
  await database.close()
}, 180_000)
afterAll(() => place.drop())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
  path = join(folder, 'some.pmtiles')
  return () => rmSync(folder, { recursive: true })
})

test('continues after a kill and ends with the same bytes', async () => {
  const killed = start(MANY)
  await interrupt(killed.child, 2_000, 'SIGKILL')
  await killed.ended
  expect(existsSync(path)).toBe(false)
  const again = await start(MANY).ended
  expect(again.output).toMatch(/tiles \(\d+ different\), .* [1-9]\d* from the interrupted build/)
  expect(again.code).toBe(0)
  const resumed = readFileSync(path)
  rmSync(path)
  expect((await start(MANY).ended).output).toContain(' 0 from the interrupted build')
  expect(readFileSync(path).equals(resumed)).toBe(true)
}, 180_000)

test('reports Ctrl-C and keeps finished tiles', async () => {
  const { child, ended } = start(MANY)
  await interrupt(child, 2_000, 'SIGINT')
  const { code, output } = await ended
  expect([code, output.includes('Cancelled.'), existsSync(`${path}.partial`)]).toEqual([130, true, true])
}, 180_000)

test('refuses an archive that another process is building, but not after that was killed', async () => {
  writeFileSync(`${path}.building`, String(process.pid))
  const second = await start(FEW).ended
  expect([second.code, second.output]).toEqual([
    1,
    expect.stringContaining(`Process ${process.pid} is building`),
  ])
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(gone, 'close')
  writeFileSync(`${path}.building`, String(gone.pid))
  expect((await start(FEW).ended).code).toBe(0)
  expect(readdirSync(folder)).toEqual(['some.pmtiles'])
}, 180_000)

test('on a full disk prints a sentence, keeps the old archive, and continues later', async () => {
  expect((await start(FEW).ended).code).toBe(0)
  const old = readFileSync(path)
  const full = await start(MANY, LIMIT).ended
  expect(full.code).toBe(1)
  expect(full.output).toMatch(
    /The disk is full: .*some\.pmtiles.* cannot be written\. The existing archive was not changed/,
  )
  expect(full.output).not.toMatch(/at .*\.ts:\d+/)
  expect(readFileSync(path).equals(old)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(['some.pmtiles', 'some.pmtiles.partial'])
  const again = await start(MANY).ended
  expect(again.output).toMatch(/ [1-9]\d* from the interrupted build/)
  expect(statSync(path).size).toBeGreaterThan(LIMIT * 1024)
}, 180_000)

test('reports a full device too', async () => {
  symlinkSync('/dev/full', `${path}.partial`)
  const { code, output } = await start(FEW).ended
  expect([code, output.trim()]).toEqual([1, expect.stringContaining('The disk is full')])
})

const see = 'See npm run tiles -- build --help'

test('explains a wrong call', async () => {
  const { code, output } = await start(['roads', '--swiftly']).ended
  expect([code, output]).toEqual([2, expect.stringContaining(see)])
  expect(output).toContain('--swiftly')
})

test.each([
  [['streets'], 'There is no layer "streets"'],
  [['roads', '--zooms', '9-3'], 'low-high'],
  [['roads', '--bbox', '120,30,119,31'], 'west,south,east,north'],
])('also %j', async (args, wanted) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.stubEnv('DATABASE_URL', place.url)
  const text = { zh: '图块', en: 'tiles' }
  const program = { name: 'npm run tiles', about: text, commands: [buildCommand], besideServer: text }
  expect(await runProgram(program, ['build', ...args, '--out', path, '--lang', 'en'])).toBe(2)
  const output = said.mock.calls.flat().join('\n')
  vi.unstubAllEnvs()
  said.mockRestore()
  expect(output).toContain(see)
  expect(output).toContain(wanted)
})
