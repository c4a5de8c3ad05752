/** Guarantees of the embedded database when processes die or share a directory. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../../../geodata/database/embedded/embedded.ts'
import { lockDirectory } from '../../../../geodata/database/embedded/lock.ts'
import { DataDirectoryInUseError } from '../../../../geodata/database/errors.ts'
import { fillDataDirectory } from '../../../environment/embedded-directory.ts'
import { embeddedSnapshot } from '../../../environment/embedded-snapshot.ts'

let folder: string
let directory: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-embedded-'))
  directory = join(folder, 'postgres')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () =>
  openEmbedded({
    directory,
    snapshot: embeddedSnapshot(),
    statementTimeoutMs: 10_000,
    turnTimeoutMs: 10_000,
    onWarning: () => undefined,
  })

function startWriter(): ChildProcess {
  const script = ['--import', 'tsx', 'tests/environment/embedded-writer.ts', directory, embeddedSnapshot()]
  return spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Returns the last acknowledged number before the process was killed in the middle of its work. */
async function killAfter(writer: ChildProcess, count: number): Promise<number> {
  if (!writer.stdout) throw new Error('the writer has no output')
  const ended = once(writer, 'close')
  let last = 0
  let lines = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line)
    if (++lines === count) writer.kill('SIGKILL')
  }
  await ended
  return last
}

describe('embedded database', () => {
  it('loses no acknowledged write when its process is killed', async () => {
    let acknowledged = 0
    // The first run writes into new files, the second into those after a kill.
    for (const count of [120, 11]) acknowledged = await killAfter(startWriter(), count)
    expect(acknowledged).toBeGreaterThanOrEqual(131)
    const database = await open()
    const { rows } = await database.query('select max(n) as last, count(*) as rows from written')
    const { last, rows: count } = rows[0] ?? {}
    // The very last row may be stored although its acknowledgement was not read.
    expect(last - acknowledged).toBeLessThanOrEqual(1)
    expect(last).toBeGreaterThanOrEqual(acknowledged)
    expect(count).toBe(last)
    await database.close()
  }, 300_000)

  it('refuses a second process with a sentence, without affecting the first one', async () => {
    await fillDataDirectory(folder)
    const database = await open()
    await database.query('create table mine (n int)')
    const second = spawn(
      process.execPath,
      ['--import', 'tsx', 'tests/environment/embedded-writer.ts', directory, embeddedSnapshot()],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let said = ''
    second.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const [code] = await once(second, 'close')
    expect(code).not.toBe(0)
    expect(said).toContain(`in use by process ${process.pid}`)
    expect(said).toContain('DATA_DIR')
    await expect(open()).rejects.toBeInstanceOf(DataDirectoryInUseError)
    await database.query('insert into mine values (1)')
    await database.close()
    expect(existsSync(`${directory}.lock`)).toBe(false)
  }, 180_000)

  it('recovers from an interrupted first start', async () => {
    mkdirSync(directory)
    writeFileSync(join(directory, 'PG_VERSION'), '18\n')
    writeFileSync(`${directory}.unfinished`, '')
    const database = await open()
    expect((await database.query('select count(*) from imports')).rows).toEqual([{ count: 0 }])
    await database.close()
    expect(existsSync(`${directory}.unfinished`)).toBe(false)
  }, 180_000)
})

describe('lock of a data directory', () => {
  const write = (holder: unknown) => writeFileSync(`${directory}.lock`, JSON.stringify(holder))

  it('is taken over from a dead process', async () => {
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'close')
    write({ pid: dead.pid, started: '1', host: hostname() })
    const unlock = await lockDirectory(directory)
    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
  })

  it('is taken over if its process id was reused', async () => {
    write({ pid: process.pid, started: '1', host: hostname() })
    const unlock = await lockDirectory(directory)
    unlock()
  })

  it('is taken over if it is incomplete', async () => {
    writeFileSync(`${directory}.lock`, '{"pid": 1')
    const unlock = await lockDirectory(directory)
    unlock()
  })

  it('is respected while the other host’s heartbeat is recent', async () => {
    write({ pid: 1, started: null, host: 'another-container' })
    await expect(lockDirectory(directory)).rejects.toThrow(/process 1 on another-container/)
  })

  it('is given to exactly one of many concurrent processes', async () => {
    write({ pid: 999_999_999, started: null, host: hostname() })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) if (one.status === 'fulfilled') one.value()
  })
})
