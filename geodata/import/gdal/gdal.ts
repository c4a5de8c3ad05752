/** GDAL behind a worker thread: describes and converts files; what it writes lies in a temporary folder. */
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
  /** GDAL's configuration, for this request alone. */
  readonly config: Readonly<Record<string, string>>
  /** Path of what is written, below GDAL's folder. */
  readonly output: string
}

/** How a file is opened. */
export interface OpenSettings {
  /** What messages call the file, if not by its own name. */
  readonly label?: string
  readonly openOptions?: readonly string[]
  readonly config?: Readonly<Record<string, string>>
}

export interface GdalInfo {
  readonly type: 'raster' | 'vector'
  /** JSON of `gdalinfo` or `ogrinfo`. */
  readonly info: unknown
  /** A vector file holds pictures or grids too. */
  readonly hasBands: boolean
  readonly notes: readonly Text[]
}

interface Pending {
  resolve(reply: GdalReply): void
  reject(error: Error): void
}

export class Gdal {
  /** Where converted files are written. */
  readonly folder: string
  readonly #limits: Partial<WatchLimits>
  readonly #pending = new Map<number, Pending>()
  /** Starts with the first question: many a damaged file is refused before GDAL is asked. */
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
      // Another one may run by now, with questions of its own.
      if (this.#worker !== undefined && this.#worker !== worker) return
      this.#worker = undefined
      this.#fail(new Error('the GDAL worker ended'))
    })
    this.#worker = worker
    return worker
  }

  /** `limits` stands in for what a file's size allows. */
  static async start(limits: Partial<WatchLimits> = {}): Promise<Gdal> {
    return new Gdal(await mkdtemp(join(tmpdir(), 'shuangxi-gdal-')), limits)
  }

  /** What `ogrinfo -json` or `gdalinfo -json` say of a file. Throws GdalError if it cannot be read. */
  async info(file: string, settings: OpenSettings = {}): Promise<GdalInfo> {
    const { result, notes } = await this.#ask({ operation: 'info', file, args: [], output: '' }, settings)
    return { ...(result as Omit<GdalInfo, 'notes'>), notes }
  }

  /**
   * Converts by ogr2ogr or gdalwarp into a file of `folder`: `output` and the extension of its driver.
   * Returns what the reader of the import should know of GDAL's warnings. Throws GdalError if GDAL
   * reports an error, also one after which it continues.
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

  /** Ends the worker, whose memory is not needed while what it wrote is read. */
  async endWorker(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  /** Ends the worker and deletes what it wrote. */
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

  /** Ends the worker wherever it is. */
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

/** Empty for drivers without one: their files end with a full stop. */
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
