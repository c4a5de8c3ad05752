/** The worker thread that GDAL (WebAssembly) runs in: it blocks its thread while it works. */
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { skippedDrivers } from './drivers.ts'
import type { GdalReply, GdalRequest } from './gdal.ts'

interface Dataset {
  readonly type: string
}

/** What is used of gdal3.js, whose own typings cover its browser module only. */
interface GdalModule {
  open(
    file: string,
    options?: readonly string[],
    handlers?: readonly string[],
  ): Promise<{ datasets: Dataset[] }>
  close(dataset: Dataset): Promise<void>
  ogrinfo(dataset: Dataset, options?: readonly string[]): Promise<unknown>
  gdalinfo(dataset: Dataset, options?: readonly string[]): Promise<unknown>
  ogr2ogr(dataset: Dataset, options: readonly string[], output: string): Promise<unknown>
  gdalwarp(dataset: Dataset, options: readonly string[], output: string): Promise<unknown>
}

const require = createRequire(import.meta.url)
const messages: string[] = []

async function start(): Promise<GdalModule> {
  const init: (config: object) => Promise<GdalModule> = require('gdal3.js/node.js')
  const folder = join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package')
  return init({
    // It puts './' before the path of its data file.
    path: relative(process.cwd(), folder) || '.',
    dest: workerData.folder,
    useWorker: false,
    env: {
      GDAL_SKIP: skippedDrivers,
      OGR_ENABLE_PARTIAL_REPROJECTION: 'NO',
      OGR_GEOJSON_MAX_OBJ_SIZE: '500',
      // It reads large GeoPackages by threads, which this build has none of.
      OGR2OGR_USE_ARROW_API: 'NO',
    },
    logHandler: () => {},
    errorHandler: (message: string) => messages.push(message),
  })
}

const gdal = start()

/** A data set is opened anew for each request: a second reading of an open one comes back empty. */
async function answer({ operation, file, openOptions, args, output }: GdalRequest): Promise<unknown> {
  const module = await gdal
  const handlers = /\.(zip|kmz)$/i.test(file) ? ['vsizip'] : []
  const { datasets } = await module.open(file, openOptions, handlers)
  const [dataset] = datasets
  if (!dataset) throw new Error('cannot be opened')
  try {
    if (operation === 'info') {
      const info = await (dataset.type === 'raster'
        ? module.gdalinfo(dataset)
        : module.ogrinfo(dataset, args))
      return { type: dataset.type, info }
    }
    if (operation === 'warp') return await module.gdalwarp(dataset, args, output)
    return await module.ogr2ogr(dataset, args, output)
  } finally {
    await module.close(dataset)
  }
}

const wordsOf = (error: unknown): string =>
  Array.isArray(error)
    ? error.map(wordsOf).join('; ')
    : error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
      ? String(error.message)
      : String(error)

parentPort?.on('message', (request: GdalRequest) => {
  messages.length = 0
  answer(request).then(
    (result) => reply({ id: request.id, result, messages: [...messages] }),
    (error: unknown) => reply({ id: request.id, error: wordsOf(error), messages: [...messages] }),
  )
})

function reply(message: GdalReply): void {
  parentPort?.postMessage(message)
}
