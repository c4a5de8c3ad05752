/** Reads bytes of an archive on another server by HTTP ranges, and keeps the latest in memory. */
import { LRUCache } from 'lru-cache'
import { EtagMismatch, type RangeResponse, type Source } from 'pmtiles'
import { archiveUnavailable, badArchive } from './problems.ts'

/** Time limit from the request to the last byte of a range. */
const LIMIT_MS = 10_000
const KEPT_BYTES = 32 * 1024 * 1024

export class RemoteArchive implements Source {
  readonly #name: string
  readonly #url: string
  readonly #limitMs: number
  readonly #kept = new LRUCache<string, RangeResponse>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ data }) => data.byteLength + 200,
  })

  constructor(name: string, url: string, limitMs = LIMIT_MS) {
    this.#name = name
    this.#url = url
    this.#limitMs = limitMs
  }

  getKey(): string {
    return this.#name
  }

  async getBytes(
    offset: number,
    length: number,
    signal?: AbortSignal,
    etag?: string,
  ): Promise<RangeResponse> {
    const key = `${etag} ${offset} ${length}`
    const known = etag === undefined ? undefined : this.#kept.get(key)
    if (known) return known
    const limit = AbortSignal.timeout(this.#limitMs)
    const response = await this.#ask(`bytes=${offset}-${offset + length - 1}`, limit, signal)
    const current = response.headers.get('etag') ?? response.headers.get('last-modified') ?? undefined
    if (response.status === 416 || (etag !== undefined && current !== etag)) {
      await response.body?.cancel()
      throw new EtagMismatch('The archive was replaced.')
    }
    await this.#mustBeRange(response)
    const data = await this.#bounded(response, length, signal)
    const range = { data, ...(current === undefined ? {} : { etag: current }) }
    if (etag !== undefined) this.#kept.set(key, range)
    return range
  }

  /** Returns the other server's answer, with or without a range, for passing on. Throws 502 or 503. */
  async pass(range: string | undefined, signal: AbortSignal): Promise<Response> {
    // Limits the time until the answer begins; its body takes as long as its reader does.
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), this.#limitMs)
    const response = await this.#ask(range, limit.signal, signal).finally(() => clearTimeout(timer))
    if (![200, 206, 416].includes(response.status)) await this.#mustBeRange(response)
    return response
  }

  async #ask(range: string | undefined, limit: AbortSignal, signal: AbortSignal | undefined) {
    const signals = signal === undefined ? [limit] : [limit, signal]
    try {
      return await fetch(this.#url, {
        headers: { 'accept-encoding': 'identity', ...(range === undefined ? {} : { range }) },
        signal: AbortSignal.any(signals),
      })
    } catch (error) {
      signal?.throwIfAborted()
      throw Object.assign(archiveUnavailable(this.#name), { cause: error })
    }
  }

  async #mustBeRange(response: Response): Promise<void> {
    if (response.status === 206) return
    await response.body?.cancel()
    if (response.status >= 500 || response.status === 429) throw archiveUnavailable(this.#name)
    if (response.status === 200) {
      throw badArchive(this.#name, {
        zh: '所在的服务器不支持按范围读取（HTTP Range）',
        en: 'is on a server without support for HTTP range requests',
      })
    }
    throw badArchive(this.#name, {
      zh: `所在的服务器答复 ${response.status}`,
      en: `is on a server that answers ${response.status}`,
    })
  }

  /** Returns the body, which must not be longer than the requested range. */
  async #bounded(response: Response, length: number, signal: AbortSignal | undefined): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(length)
    let size = 0
    try {
      for await (const chunk of response.body ?? []) {
        if (size + chunk.length > length) break
        bytes.set(chunk, size)
        size += chunk.length
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw Object.assign(archiveUnavailable(this.#name), { cause: error })
    }
    return bytes.slice(0, size).buffer
  }
}
