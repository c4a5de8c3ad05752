/** The worker thread of GDAL (WebAssembly), which blocks its thread while it works. */
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { skippedDrivers } from './drivers.ts'
import type { GdalRequest } from './gdal.ts'
import type { GdalReply } from './messages.ts'
import { MessageCollector } from './messages.ts'
import type { GdalModule } from './native.ts'
import { NativeGdal } from './native.ts'

const require = createRequire(import.meta.url)
const messages = new MessageCollector()

async function start(): Promise<NativeGdal> {
  const init: (config: object) => Promise<GdalModule> = require('gdal3.js/node.js')
  const folder = join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package')
  const module = await init({
    // The module prefixes the path of its data file with './'.
    path: relative(process.cwd(), folder) || '.',
    dest: workerData.folder,
    useWorker: false,
    env: {
      GDAL_SKIP: skippedDrivers,
      // Prints all messages, so that they can be counted by kind.
      CPL_MAX_ERROR_REPORTS: '-1',
      OGR_ENABLE_PARTIAL_REPROJECTION: 'NO',
      OGR_GEOJSON_MAX_OBJ_SIZE: '500',
      // Large GeoPackages would be read with threads, which this build does not have.
      OGR2OGR_USE_ARROW_API: 'NO',
    },
    logHandler: () => {},
    errorHandler: (line: string) => messages.add(line),
  })
  return new NativeGdal(module)
}

const gdal = start()

/** Opens the data set again for each request, because a second reading of an open one returns nothing. */
async function answer(request: GdalRequest): Promise<Omit<GdalReply, 'id' | 'messages'>> {
  const native = await gdal
  const settings = Object.entries(request.config)
  for (const [name, value] of settings) native.configure(name, value)
  native.mountInput(dirname(request.file))
  const dataset = native.open(`/input/${basename(request.file)}`, request.openOptions)
  if (dataset === 0) return { failed: 'open' }
  try {
    return work(native, dataset, request)
  } finally {
    native.close(dataset)
    for (const [name] of settings) native.configure(name, null)
  }
}

function work(native: NativeGdal, dataset: number, { operation, args, output }: GdalRequest) {
  if (operation === 'info') {
    const type = native.isRaster(dataset) ? 'raster' : 'vector'
    const text = native.describe(dataset, type, args)
    if (text === null) return { failed: 'work' } as const
    return { result: { type, info: JSON.parse(text), hasBands: native.hasBands(dataset) } }
  }
  const path = `/output/${output}`
  native.remove(path)
  const isDone =
    operation === 'warp' ? native.warp(dataset, path, args) : native.translate(dataset, path, args)
  return isDone ? {} : ({ failed: 'work' } as const)
}

parentPort?.on('message', (request: GdalRequest) => {
  messages.clear()
  answer(request).then(
    (reply) => send({ ...reply, id: request.id, messages: messages.list() }),
    (error: unknown) =>
      send({ id: request.id, failed: 'work', crash: String(error), messages: messages.list() }),
  )
})

function send(message: GdalReply): void {
  parentPort?.postMessage(message)
}
