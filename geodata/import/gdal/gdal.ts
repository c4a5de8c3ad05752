/** Runs GDAL in a worker thread: describes files, and converts them into a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Text } from '../../model/text.ts'
import { threadEntry, threadEnvironment } from '../../thread-entry.ts'
import { ImportError } from '../error.ts'
import { judge } from './judge.ts'
import type { GdalReply } from './messages.ts'
import { limitsFor, type WatchLimits, watchFolder } from './watch.ts'

export interface GdalRequest {
  readonly id: number
  readonly operation: 'info' | 'warp' | 'ogr2ogr'
  readonly file: string
  readonly openOptions: readonly string[]
  readonly args: readonly string[]
  /** GDAL's configuration for this request only. */
  readonly config: Readonly<Record<string, string>>
  /** Path of the output below GDAL's folder. */
  readonly output: string
}

/** Settings for opening a file. */
export interface OpenSettings {
  /** File name for messages, if it differs from the path's. */
  readonly label?: string
  readonly openOptions?: readonly string[]
  readonly config?: Readonly<Record<string, string>>
}

export interface GdalInfo {
  readonly type: 'raster' | 'vector'
  /** JSON of `gdalinfo` or `ogrinfo`. */
  readonly info: unknown
  /** Whether a vector file also holds pictures or grids. */
  readonly hasBands: boolean
  readonly notes: readonly Text[]
}

interface Pending {
  resolve(reply: GdalReply): void
  reject(error: Error): void
}

export class Gdal {
  /** Folder of converted files. */
  readonly folder: string
  readonly #limits: Partial<WatchLimits>
  readonly #pending = new Map<number, Pending>()
  /** Starts with the first request, because many damaged files are refused before GDAL is needed. */
  #worker: Worker | undefined
  #lastId = 0

  private constructor(folder: string, limits: Partial<WatchLimits>) {
    this.#limits = limits
    this.folder = folder
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(threadEntry(new URL('worker.ts', import.meta.url)), {
      workerData: { folder: this.folder },
      env: threadEnvironment(),
    })
    worker.on('message', (reply: GdalReply) => {
      this.#pending.get(reply.id)?.resolve(reply)
      this.#pending.delete(reply.id)
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => {
      // Another worker may have started since, with requests of its own.
      if (this.#worker !== undefined && this.#worker !== worker) return
      this.#worker = undefined
      this.#fail(new Error('the GDAL worker ended'))
    })
    this.#worker = worker
    return worker
  }

  /** `limits` replaces the limits by file size. */
  static async start(limits: Partial<WatchLimits> = {}): Promise<Gdal> {
    return new Gdal(await mkdtemp(join(tmpdir(), 'shuangxi-gdal-')), limits)
  }

  /**
   * Returns the output of `ogrinfo -json` or `gdalinfo -json`. Throws GdalError if the file cannot be read.
   */
  async info(file: string, settings: OpenSettings = {}): Promise<GdalInfo> {
    const { result, notes } = await this.#ask({ operation: 'info', file, args: [], output: '' }, settings)
    return { ...(result as Omit<GdalInfo, 'notes'>), notes }
  }

  /**
   * Converts with ogr2ogr or gdalwarp into a file of `folder`: `output` and the extension of its driver.
   * Returns notes on GDAL's warnings for the report. Throws GdalError if GDAL reports an error, even if it
   * continued.
   */
  async convert(
    operation: 'warp' | 'ogr2ogr',
    file: string,
    args: readonly string[],
    output: string,
    settings: OpenSettings = {},
  ): Promise<readonly Text[]> {
    const path = `${output}.${extensionOf(args)}`
    return (await this.#ask({ operation, file, args, output: path }, settings)).notes
  }

  /** Ends the worker to free its memory while its output is read. */
  async endWorker(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  /** Ends the worker and deletes its output. */
  async close(): Promise<void> {
    await this.endWorker()
    await rm(this.folder, { recursive: true, force: true })
  }

  async #ask(
    request: Pick<GdalRequest, 'operation' | 'file' | 'args' | 'output'>,
    { label, openOptions = [], config = {} }: OpenSettings,
  ): Promise<{ result: unknown; notes: readonly Text[] }> {
    const id = ++this.#lastId
    const file = resolve(request.file)
    const name = label ?? basename(file)
    const limits = { ...limitsFor(file), ...this.#limits }
    const endWatch = watchFolder(this.folder, limits, (limit) => this.#end(pastLimit[limit](name)))
    const reply = await new Promise<GdalReply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#running().postMessage({ ...request, openOptions, config, file, id } satisfies GdalRequest)
    }).finally(endWatch)
    return { result: reply.result, notes: judge(name, reply) }
  }

  #fail(cause: Error): void {
    const error = new ImportError(
      {
        zh: '读取文件的程序意外终止，文件可能已损坏或过大。',
        en: 'Reading the file failed unexpectedly. The file may be damaged or too large.',
      },
      { cause },
    )
    this.#reject(error)
  }

  /** Ends the worker even while it works. */
  #end(error: ImportError): void {
    this.#reject(error)
    void this.endWorker()
  }

  #reject(error: ImportError): void {
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
  }
}

const extensions: Readonly<Record<string, string>> = {
  CSV: 'csv',
  DXF: 'dxf',
  'ESRI Shapefile': 'shp',
  FlatGeobuf: 'fgb',
  GeoJSON: 'geojson',
  GeoJSONSeq: 'geojsonl',
  GPKG: 'gpkg',
  GPX: 'gpx',
  KML: 'kml',
  'MapInfo File': 'tab',
  OpenFileGDB: 'gdb',
}

/** Returns an empty text for drivers without an extension: their files end with a full stop. */
function extensionOf(args: readonly string[]): string {
  const driver = args[args.indexOf('-f') + 1]
  return (args.includes('-f') && driver !== undefined && extensions[driver]) || ''
}

const pastLimit = {
  bytes: (name: string) =>
    new ImportError({
      zh: `${name} 展开后与其大小不相称，拒绝读取。`,
      en: `${name} expands to far more than its size when it is read, and is refused.`,
    }),
  time: (name: string) =>
    new ImportError({
      zh: `读取 ${name} 长时间没有进展，已停止。`,
      en: `Reading ${name} made no progress for a long time and was stopped.`,
    }),
}
