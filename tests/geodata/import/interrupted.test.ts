/** The import command as a separate process: killed, interrupted, and excluded by a running server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { fillDataDirectory } from '../../environment/embedded-directory.ts'
import { createPostgisDatabase, TEMPLATE } from '../../environment/postgis-database.ts'
import { projectRoot } from '../../house/source-files.ts'
import { PbfFile } from './osm/write-pbf.ts'

interface Target {
  readonly env: Readonly<Record<string, string>>
  open(): Promise<Database>
  remove(): Promise<void>
}

async function postgisTarget(): Promise<Target> {
  const { url, drop } = await createPostgisDatabase(TEMPLATE)
  return { env: { DATABASE_URL: url }, open: () => openDatabase({ url }), remove: drop }
}

async function embeddedTarget(): Promise<Target> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuangxi-interrupted-'))
  await fillDataDirectory(dataDir)
  return {
    env: { DATABASE_URL: '', DATA_DIR: dataDir },
    open: () => openDatabase({ dataDir }),
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

/** Runs the command and sends a signal when its output first contains `mark`. */
async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  interruption?: { mark: string; signal: NodeJS.Signals },
) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'geodata/cli/main.ts', 'import', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
  })
  let output = ''
  let sent = false
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
    if (!interruption || sent || !output.includes(interruption.mark)) return
    sent = child.kill(interruption.signal)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const [code, signal] = await once(child, 'close')
  return { code, signal, output }
}

const CORNERS = [
  [0, 0],
  [0.002, 0],
  [0.002, 0.002],
  [0, 0.002],
] as const

/** Synthetic: three waters, and roads of two nodes whose storing takes seconds. */
function writeExtract(path: string): void {
  const waters = [1, 2, 3]
  const roads = Array.from({ length: 12_000 }, (_, i) => 100 + i)
  const file = new PbfFile(path)
  const corner = (id: number, n: number, [x, y]: (typeof CORNERS)[number]) => ({
    id: id * 10 + n,
    at: [119.7 + id / 100 + x, 30.2 + y] as const,
  })
  const end = (id: number, n: 0 | 1) => ({
    id: id * 10 + n,
    at: [119.7 + (id % 500) / 5000 + n / 10_000, 30.3 + id / 500_000] as const,
  })
  file.nodes([
    ...waters.flatMap((id) => CORNERS.map((at, n) => corner(id, n, at))),
    ...roads.flatMap((id) => [end(id, 0), end(id, 1)]),
  ])
  file.ways([
    ...waters.map((id) => ({
      id,
      refs: [0, 1, 2, 3, 0].map((n) => id * 10 + n),
      tags: { natural: 'water', water: 'pond' },
    })),
    ...roads.map((id) => ({ id, refs: [id * 10, id * 10 + 1], tags: { highway: 'residential' } })),
  ])
  file.close()
}

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-extract-'))
  file = join(folder, 'extract.osm.pbf')
  writeExtract(file)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.each([
  ['postgis', postgisTarget],
  ['embedded', embeddedTarget],
])('import command [%s]', (kind, makeTarget) => {
  let target: Target
  beforeAll(async () => {
    target = await makeTarget()
  }, 60_000)
  afterAll(() => target?.remove(), 60_000)

  async function counts(database: Database): Promise<Record<string, number>> {
    const found: Record<string, number> = {}
    for (const table of ['water', 'roads', 'greenways', 'places', 'imports']) {
      const { rows } = await database.query<{ n: number }>(`select count(*)::integer as n from ${table}`)
      found[table] = rows[0]?.n ?? -1
    }
    return found
  }

  it('imports, and changes nothing when killed or interrupted', {
    timeout: 150_000,
  }, async () => {
    const imported = await runCommand(
      [file, '--as', 'water', '--source', 'osm:x', '--lang', 'zh'],
      target.env,
    )
    expect(imported.output).toContain('水面（water）：新增 3，更新 0，删除 0')
    expect(imported.code).toBe(0)

    const all = [file, '--as', 'roads', '--source', 'osm:x', '--lang', 'en']
    const killed = await runCommand(all, target.env, { mark: 'Storing roads', signal: 'SIGKILL' })
    expect(killed.signal).toBe('SIGKILL')
    const interrupted = await runCommand(all, target.env, { mark: 'Storing roads', signal: 'SIGINT' })
    expect(interrupted.output).toContain('Cancelled. Nothing was changed.')
    expect(interrupted.code).toBe(130)

    const server = await target.open()
    try {
      expect(await counts(server)).toEqual({ water: 3, roads: 0, greenways: 0, places: 0, imports: 1 })
      if (kind === 'postgis') return
      // Only one process at a time may use the directory.
      const refused = await runCommand([file, '--as', 'water', '--lang', 'zh'], target.env)
      expect(refused.output).toContain('正在运行的服务器占用着数据目录')
      expect(refused.code).toBe(1)
    } finally {
      await server.close()
    }
  })

  it.runIf(kind === 'postgis')('explains wrong arguments in a sentence', { timeout: 60_000 }, async () => {
    const missing = await runCommand(['/nowhere/a.pbf', '--as', 'osm', '--lang', 'en'], target.env)
    expect(missing.output).toContain('There is no file /nowhere/a.pbf')
    expect(missing.output).not.toContain('    at ')
    const wrong = await runCommand(['--as', 'osm', '--lang', 'zh'], target.env)
    expect(wrong.code).toBe(2)
    expect(wrong.output).toContain('用法')
  })
})
