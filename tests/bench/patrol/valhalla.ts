/** Valhalla's matrix from its npm package, which is no dependency: it lies in a folder that is given. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Resolved in the given folder only. */
const PACKAGE = ['@valhallajs', 'valhallajs'].join('/')

export interface Place {
  readonly lon: number
  readonly lat: number
}

interface Actor {
  matrix(query: string): Promise<string>
  route(query: string): Promise<string>
}

export interface Valhalla {
  /** Seconds by car from each source to the target; null is unreachable. */
  matrix(sources: readonly Place[], target: Place): Promise<(number | null)[]>
  /** Seconds of the best route on foot or by bicycle, with its line and turns; throws if there is none. */
  route(from: Place, to: Place, costing: 'pedestrian' | 'bicycle'): Promise<number>
  close(): void
}

/** Builds tiles of an extract and opens them. */
export async function openValhalla(folder: string, extract: string): Promise<Valhalla> {
  const require = createRequire(pathToFileURL(join(folder, 'package.json')))
  const entry = require.resolve(PACKAGE)
  const cli = join(entry, '../bin/valhalla-cli.js')
  const work = mkdtempSync(join(tmpdir(), 'shuangxi-valhalla-'))
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: work,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`valhalla ${args[0]} ended with ${status}: ${stderr}`)
    return stdout
  }
  const config = run('build_config', '--mjolnir-tile-dir', join(work, 'tiles'))
  writeFileSync(join(work, 'config.json'), config)
  run('build_tiles', '-c', join(work, 'config.json'), extract)
  const { Actor } = require(PACKAGE) as { Actor: new (config: string) => Actor }
  const actor = new Actor(config)
  return {
    async matrix(sources, target) {
      const answer = await actor.matrix(JSON.stringify({ sources, targets: [target], costing: 'auto' }))
      const { sources_to_targets: rows } = JSON.parse(answer) as {
        sources_to_targets: { time: number | null }[][]
      }
      return rows.map((row) => row[0]?.time ?? null)
    },
    async route(from, to, costing) {
      const answer = await actor.route(JSON.stringify({ locations: [from, to], costing }))
      return (JSON.parse(answer) as { trip: { summary: { time: number } } }).trip.summary.time
    },
    close: () => rmSync(work, { recursive: true, force: true }),
  }
}
