/** `npm start`: from the settings to a running platform, and to its clean end. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '../geodata/database.ts'
import { openDatabase } from '../geodata/open.ts'
import { createApp } from './app.ts'
import { builtClient } from './client-build.ts'
import { devPage } from './http/dev-page.ts'
import { gracefulStop } from './http/graceful-stop.ts'
import { page } from './http/page.ts'
import { createLog } from './log.ts'
import { prepare } from './preparation.ts'
import { readSettings, type Settings } from './settings.ts'
import { startSentence } from './start-error.ts'

/** Requests under way have this long after Ctrl-C; the database's end comes after it. */
const REQUESTS_LIMIT_MS = 3_500
/** The process ends after this whatever still hangs. */
const STOP_LIMIT_MS = 4_800

const development = process.argv.includes('--dev')

async function openPage(server: Server, log: ReturnType<typeof createLog>) {
  if (development) return devPage(server)
  return { router: page(await builtClient(log)), stop: async () => undefined }
}

function addressOf(server: Server, settings: Settings): string {
  const { port } = server.address() as AddressInfo
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function start(): Promise<void> {
  const settings = readSettings(process.env)
  const log = createLog(settings.logLevel)
  let stopping = false
  let prepared = false
  const server = createServer()
  const stopRequests = gracefulStop(server)
  const closers: (() => Promise<void>)[] = []

  const stop = async (signal: string) => {
    if (stopping) process.exit(130)
    stopping = true
    log.info({ signal }, 'stopping: requests under way are answered first')
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    await stopRequests(REQUESTS_LIMIT_MS)
    for (const close of closers.reverse()) await close()
    log.info('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))

  const clientPage = await openPage(server, log)
  closers.push(clientPage.stop)
  const database: Database = await openDatabase({
    url: settings.databaseUrl,
    dataDir: settings.dataDir,
    statementTimeoutMs: settings.statementTimeoutMs,
    poolSize: settings.poolSize,
    onWarning: (message, error) => log.warn({ err: error }, message),
  })
  closers.push(() => database.close())
  const context = { database, settings, log }
  server.on('request', createApp(context, { prepared: () => prepared, page: clientPage.router, development }))
  await listen(server, settings)
  const kind = database.kind === 'embedded' ? `embedded, in ${settings.dataDir}` : 'PostGIS'
  log.info({ database: kind }, 'listening; preparing the database')
  await prepare(context, () => stopping)
  if (stopping) return
  prepared = true
  log.info(
    { database: kind, url: addressOf(server, settings) },
    `双西图 is at ${addressOf(server, settings)}`,
  )
}

start().catch((error: unknown) => {
  // The reason in one sentence; a stack only for what must be a fault of ours.
  console.error(startSentence(error) ?? error)
  process.exit(1)
})
