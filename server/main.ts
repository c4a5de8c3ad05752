/** `npm start`: starts the platform from its settings and stops it cleanly. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Router } from 'express'
import type { Logger } from 'pino'
import { hasSwitch } from '../geodata/command-line/arguments.ts'
import { openDatabase } from '../geodata/database/open.ts'
import { keepOverviews } from '../tiles/overview/keeper.ts'
import { type Accounts, openAccounts } from './accounts/open.ts'
import { sampleLinksText } from './accounts/sample-accounts.ts'
import { createApp } from './app.ts'
import { builtClient } from './client-build.ts'
import { type ServerContext, serverContext } from './context.ts'
import { startSweeper } from './files/sweeper.ts'
import { gracefulStop } from './http/graceful-stop.ts'
import { httpServer } from './http/http-server.ts'
import { page } from './http/page.ts'
import { startImports } from './imports/start-imports.ts'
import { startEscalations } from './incidents/escalation/start-escalations.ts'
import { startOutbox } from './incidents/outbox/start-outbox.ts'
import { followJobs, type JobFeed } from './live/job-feed.ts'
import { createLog } from './log.ts'
import { startDuty } from './patrol/start-duty.ts'
import { startSampleWalk } from './patrol/start-sample-walk.ts'
import { outlineJobs } from './planning/outlines/jobs.ts'
import { startOutlineSweeper } from './planning/outlines/sweeper.ts'
import { beginSample, prepare } from './preparation.ts'
import { startRetention } from './privacy/start-retention.ts'
import { readSettings, type Settings } from './settings.ts'
import { startSentence } from './start-error.ts'
import { isFirstProcess, listensAtOnce, onStopOfAll, reportPrepared, runWorkers } from './workers.ts'

/** Time for running requests after Ctrl-C; the database is closed after it. */
const REQUESTS_LIMIT_MS = 2_800
/** The process exits after this time even if something hangs. */
const STOP_LIMIT_MS = 4_800

const development = hasSwitch('--dev')

type Close = () => Promise<void>

async function openPage(server: Server, log: Logger, closers: Close[]): Promise<Router> {
  if (!development) return page(await builtClient(log))
  // Loaded on demand, because it brings Vite, which a production server does not need.
  const { devPage } = await import('./http/dev-page.ts')
  const { router, stop } = await devPage(server)
  closers.push(stop)
  return router
}

interface Opened {
  readonly context: ServerContext
  readonly accounts: Accounts
  readonly jobs: JobFeed
}

async function openContext(settings: Settings, log: Logger, closers: Close[]): Promise<Opened> {
  const database = await openDatabase({
    url: settings.databaseUrl,
    dataDir: settings.dataDir,
    statementTimeoutMs: settings.statementTimeoutMs,
    poolSize: settings.poolSize,
    onWarning: (message, error) => log.warn({ err: error }, message),
  })
  closers.push(() => database.close())
  const where = database.kind === 'embedded' ? `embedded, in ${settings.dataDir}` : 'PostGIS'
  log.info({ database: where }, 'the database is open')
  const accounts = openAccounts(database, settings, log)
  closers.push(async () => accounts.close())
  const context = serverContext(database, { settings, access: accounts.resolver, log })
  return { accounts, context, jobs: followJobs(context) }
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

/**
 * Stops everything at the first signal, and exits at once at the second. The returned signal aborts when
 * stopping begins.
 */
function stopOnSignal(server: Server, log: Logger, closers: readonly Close[]): AbortSignal {
  const stopRequests = gracefulStop(server)
  const stopping = new AbortController()
  const stop = async (signal: string) => {
    if (stopping.signal.aborted) {
      // One of several processes receives the end twice: from the terminal and from the first process.
      if (isFirstProcess()) process.exit(130)
      return
    }
    stopping.abort(new Error('The server is stopping.'))
    log.info({ signal }, 'stopping: running requests are answered first')
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    await stopRequests(REQUESTS_LIMIT_MS)
    for (const close of [...closers].reverse()) await close()
    log.info('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
  onStopOfAll(() => void stop('stop'))
  return stopping.signal
}

/** Renders overviews again after changes. Returns stop(). */
function startKeeper({ systemDatabase, log }: ServerContext): Close {
  const keeper = keepOverviews(systemDatabase, {
    onError: (error) => log.warn({ err: error }, 'overviews could not be made; trying again'),
    onDone: (layers, ms) => log.debug({ layers, ms }, 'overviews are up to date'),
  })
  return () => keeper.stop()
}

async function start(settings: Settings, log: Logger, closers: Close[]): Promise<void> {
  const server = httpServer(settings, development)
  const stopping = stopOnSignal(server, log, closers)
  let prepared = false
  // Generates the sample and builds the page while the database starts.
  const sample = beginSample(settings)
  const opening = openContext(settings, log, closers)
  const clientPage = openPage(server, log, closers)
  const preparing = opening.then(async ({ context, jobs }) => {
    const links = await prepare({ ...context, sample }, () => stopping.aborted)
    prepared = true
    if (!stopping.aborted) {
      closers.push(
        startKeeper(context),
        startRetention(context).stop,
        startSweeper(context),
        startDuty(context),
        startSampleWalk(context),
        startImports(context, jobs, outlineJobs(context)),
        startOutlineSweeper(context),
        startEscalations(context),
        startOutbox(context),
      )
    }
    return links
  })
  const mayListen = Promise.all([opening, clientPage, listensAtOnce() ? undefined : preparing])
  const listening = mayListen.then(async ([{ context, accounts, jobs }, router]) => {
    const ready = { prepared: () => prepared, loaded: preparing }
    const options = { accounts, ...ready, page: router, development, stopping, jobs }
    server.on('request', createApp(context, options))
    if (!stopping.aborted) await listen(server, settings)
  })
  const [links] = await Promise.all([preparing, listening])
  if (stopping.aborted) return
  reportPrepared()
  const address = addressOf(server, settings)
  log.info(`双西图 · Shuangxi is at ${address}`)
  if (links.length > 0) process.stdout.write(sampleLinksText(links, address, settings.signInLinkHours))
}

async function main(): Promise<void> {
  const closers: Close[] = []
  try {
    const settings = readSettings(process.env)
    const log = createLog(settings.logLevel)
    if (settings.workers > 1 && !development && isFirstProcess()) runWorkers(settings.workers, log)
    else await start(settings, log, closers)
  } catch (error) {
    // Prints the reason in one sentence; a stack only for a bug.
    console.error(startSentence(error) ?? error)
    for (const close of closers.reverse()) await close()
    process.exit(1)
  }
}

await main()
