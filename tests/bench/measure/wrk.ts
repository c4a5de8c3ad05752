/** Sends as many requests as a server can answer, with wrk. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { LoadResult } from './requests.ts'

const script = fileURLToPath(new URL('./wrk.lua', import.meta.url))

const printed = z.object({
  requests: z.int(),
  microseconds: z.int(),
  bytes: z.int(),
  p50: z.number(),
  p95: z.number(),
  failed: z.int(),
})

export interface WrkOptions {
  readonly seconds: number
  readonly connections: number
  readonly headers: Readonly<Record<string, string>>
}

/** A path, and the ETag to send as If-None-Match. */
export type WrkRequest = readonly [path: string, etag?: string]

/** Requests these from a server repeatedly, with one thread of wrk. */
export async function wrk(
  origin: string,
  requests: readonly WrkRequest[],
  { seconds, connections, headers }: WrkOptions,
): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-wrk-'))
  try {
    const list = join(folder, 'requests.txt')
    writeFileSync(list, `${requests.map((one) => one.join('\t')).join('\n')}\n`)
    const args = [
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '-s',
      script,
      origin,
      '--',
      list,
      ...Object.entries(headers).flat(),
    ]
    const { stdout } = await promisify(execFile)('wrk', args)
    const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))
    if (line === undefined) throw new Error(`wrk printed no result:\n${stdout}`)
    const { microseconds, ...result } = printed.parse(JSON.parse(line.slice('RESULT '.length)))
    return { ...result, perSecond: (result.requests / microseconds) * 1e6 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
