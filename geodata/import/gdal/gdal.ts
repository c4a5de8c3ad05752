/** GDAL behind a worker thread: describes and converts files; what it writes lies in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../../thread-entry.ts'
import { ImportError } from '../error.ts'
import { limitsFor, type WatchLimits, watchFolder } from './watch.ts'

export interface GdalRequest {
  readonly id: number
  readonly operation: 'info' | 'warp' | 'ogr2ogr'
  readonly file: string
  readonly openOptions: readonly string[]
  readonly args: readonly string[]
  /** Name of what is written, without folder. */
  readonly output: string
}

export interface GdalReply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
  /** What GDAL said meanwhile. */
  readonly messages: readonly string[]
}

interface Pending {
  resolve(reply: GdalReply): void
  reject(error: Error): void
}

export class Gdal {
  /** Where converted files are written. */
  readonly folder: string
  readonly #worker: Worker
  readonly #limits: Partial<WatchLimits>
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  private constructor(folder: string, limits: Partial<WatchLimits>) {
    this.#limits = limits
    this.folder = folder
    this.#worker = new Worker(threadEntry(new URL('worker.ts', import.meta.url)), { workerData: { folder } })
    this.#worker.on('message', (reply: GdalReply) => {
      this.#pending.get(reply.id)?.resolve(reply)
      this.#pending.delete(reply.id)
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the GDAL worker ended')))
  }

  /** `limits` stands in for what a file's size allows. */
  static async start(limits: Partial<WatchLimits> = {}): Promise<Gdal> {
    return new Gdal(await mkdtemp(join(tmpdir(), 'shuangxi-gdal-')), limits)
  }

  /** What `ogrinfo -json` or `gdalinfo -json` say of a file. Throws ImportError where it cannot be read. */
  async info(file: string, openOptions: readonly string[] = []): Promise<{ type: string; info: unknown }> {
    const reply = await this.#ask({ operation: 'info', file, openOptions, args: [], output: '' })
    return reply.result as { type: string; info: unknown }
  }

  /** Converts by ogr2ogr or gdalwarp and gives what GDAL said; `output` has no extension yet. */
  async convert(
    operation: 'warp' | 'ogr2ogr',
    file: string,
    args: readonly string[],
    output: string,
    openOptions: readonly string[] = [],
  ): Promise<readonly string[]> {
    return (await this.#ask({ operation, file, openOptions, args, output })).messages
  }

  /** Ends the worker and deletes what it wrote. */
  async close(): Promise<void> {
    await this.#worker.terminate()
    await rm(this.folder, { recursive: true, force: true })
  }

  async #ask(request: Omit<GdalRequest, 'id'>): Promise<GdalReply> {
    const id = ++this.#lastId
    const file = resolve(request.file)
    const name = basename(file)
    const limits = { ...limitsFor(file), ...this.#limits }
    const endWatch = watchFolder(this.folder, limits, (limit) => this.#end(pastLimit[limit](name)))
    const reply = await new Promise<GdalReply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ ...request, file, id } satisfies GdalRequest)
    }).finally(endWatch)
    if (reply.error === undefined) return reply
    const said = [reply.error, ...reply.messages].join('; ').slice(0, 400)
    throw new ImportError({
      zh: `GDAL 无法读取 ${name}：${said}`,
      en: `GDAL cannot read ${name}: ${said}`,
    })
  }

  #fail(cause: Error): void {
    const error = new ImportError(
      { zh: `GDAL 意外终止：${cause.message}`, en: `GDAL ended unexpectedly: ${cause.message}` },
      { cause },
    )
    this.#reject(error)
  }

  /** Ends the worker wherever it is. */
  #end(error: ImportError): void {
    this.#reject(error)
    void this.#worker.terminate()
  }

  #reject(error: ImportError): void {
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
  }
}

const pastLimit = {
  bytes: (name: string) =>
    new ImportError({
      zh: `${name} 展开后与其大小不相称，拒绝读取。`,
      en: `${name} grows out of proportion to its size when it is read, and is refused.`,
    }),
  time: (name: string) =>
    new ImportError({
      zh: `读取 ${name} 长时间没有进展，已停止。`,
      en: `Reading ${name} made no progress for a long time and was stopped.`,
    }),
}
