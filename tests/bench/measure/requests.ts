/** Sends single requests: a fixed number at a time, each path once, on persistent connections. */
import { Agent, get } from 'node:http'
import { quantile } from './statistics.ts'

export interface Answer {
  readonly status: number
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export function fetchOnce(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  agent?: Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: agent ?? false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), headers: response.headers }),
      )
    })
    request.on('error', reject)
  })
}

export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  /** Bytes of bodies as sent. */
  readonly bytes: number
  /** Answers other than 2xx and 304. */
  readonly failed: number
}

export interface LoadOptions {
  readonly concurrency: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Requests every URL once and measures how long all of them took. */
export async function load(urls: readonly string[], options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency })
  const times: number[] = []
  let [bytes, failed, next] = [0, 0, 0]
  const worker = async () => {
    for (let url = urls[next++]; url !== undefined; url = urls[next++]) {
      const start = performance.now()
      const { status, body } = await fetchOnce(url, options.headers, agent)
      times.push(performance.now() - start)
      bytes += body.length
      if ((status < 200 || status > 299) && status !== 304) failed++
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: options.concurrency }, worker))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
  return { requests: urls.length, perSecond: urls.length / seconds, p50, p95, bytes, failed }
}
