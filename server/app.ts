/** Composes the server: middleware of every request in order, and the endpoints of all capabilities. */
import type { IncomingMessage, RequestListener } from 'node:http'
import express, { type Router } from 'express'
import { aboutEndpoints, version } from './about/routes.ts'
import { offeredTo } from './access/offers.ts'
import { identified, withViewers } from './access/viewer.ts'
import { eraseAccount } from './accounts/administration/accounts.ts'
import type { Accounts } from './accounts/open.ts'
import { accountsEndpoints } from './accounts/routes.ts'
import { archivesEndpoints } from './archives/routes.ts'
import { auditEndpoints } from './audit/routes.ts'
import type { ServerContext } from './context.ts'
import { startRouteWatch } from './dispatch/route-watch/start-route-watch.ts'
import { dispatchEndpoints } from './dispatch/routes.ts'
import { featuresEndpoints } from './features/routes.ts'
import { filesEndpoints } from './files/routes.ts'
import { healthEndpoints as greenwayHealthEndpoints } from './greenway/health/routes.ts'
import { greenwayEndpoints } from './greenway/routes.ts'
import { healthEndpoints } from './health/routes.ts'
import { apiEndpoints } from './http/api-page.ts'
import { plainPrefix, takeRoot } from './http/base-address.ts'
import { compressed } from './http/compressed.ts'
import { mount } from './http/endpoint.ts'
import { noSuchResource } from './http/no-such-resource.ts'
import { answeredEarlier } from './http/path-pattern.ts'
import { plainAddress, wellFormedAddress } from './http/plain-address.ts'
import { plainHost } from './http/plain-host.ts'
import { preflights, readableByOthers } from './http/preflights.ts'
import { problems } from './http/problem.ts'
import { problemsOutside } from './http/problems-outside.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { untilPrepared } from './http/until-prepared.ts'
import { importsEndpoints } from './imports/routes.ts'
import { incidentsEndpoints } from './incidents/routes.ts'
import { jobsEndpoints } from './jobs/routes.ts'
import { openLimits } from './limits/limits.ts'
import { followTileChanges } from './live/change-streams.ts'
import { followJobs, type JobFeed } from './live/job-feed.ts'
import { followLayerPlaces } from './live/layer-places.ts'
import { followNetwork } from './network/follow.ts'
import { networkEndpoints } from './network/routes.ts'
import { ogcTilesEndpoints } from './ogc-tiles/routes.ts'
import { alarmEndpoints } from './patrol/alarms/routes.ts'
import { deviceIntakeEndpoints } from './patrol/devices/intake-routes.ts'
import { deviceEndpoints } from './patrol/devices/routes.ts'
import { liveEndpoint } from './patrol/live-routes.ts'
import { rosterEndpoints } from './patrol/roster/routes.ts'
import { patrolEndpoints } from './patrol/routes.ts'
import { trackEndpoints } from './patrol/track-routes.ts'
import { pictureEndpoints } from './picture/routes.ts'
import { extractEndpoints } from './planning/extract/routes.ts'
import { outlineEndpoints } from './planning/outlines/routes.ts'
import { planningEndpoints } from './planning/routes.ts'
import { intakeContacts, privacyEndpoints } from './privacy/routes.ts'
import { routePlanEndpoints } from './routes/routes.ts'
import { searchEndpoints } from './search/routes.ts'
import { assetEndpoints, styleEndpoint } from './style/routes.ts'
import { terrainEndpoints } from './terrain/routes.ts'
import { fastPath } from './tiles/fast-path.ts'
import { tilesEndpoints } from './tiles/routes.ts'
import { tilePath } from './tiles/tile-request.ts'
import { openVectorTiles } from './tiles/vector-tiles.ts'

const apiInfo = {
  title: '双西图 · Shuangxi',
  description:
    'Greenways, joint patrol and land planning of Shuangxi and Qingshan Lake: tiles, features, search.',
  version,
}

export interface AppOptions {
  /** Accounts with their sessions and tokens. */
  readonly accounts: Accounts
  /** Returns whether migrations and sample of this start are complete. */
  readonly prepared: () => boolean
  /** Serves the page; without it there is only the API. */
  readonly page?: Router
  readonly development?: boolean
  /** Progress of jobs, if this process also runs jobs. */
  readonly jobs?: JobFeed
  /** Resolves when the data are there; the network is built then, before somebody asks for it. */
  readonly loaded?: Promise<unknown>
  /** Aborts when the server begins to stop, to end streams that would never end by themselves. */
  readonly stopping?: AbortSignal
}

/** Returns the listener for all requests: tiles on the fast path, everything else in Express. */
export function createApp(context: ServerContext, options: AppOptions): RequestListener {
  const { access, log } = context
  const { development = false } = options
  const tiles = openVectorTiles(context, options.stopping)
  const places = followLayerPlaces(context.databaseAs, tiles)
  const changes = followTileChanges(
    { tiles, jobs: options.jobs ?? followJobs(context), access },
    options.stopping,
  )
  const accountOf = async (request: IncomingMessage) => (await identified(access, request)).account
  const limits = openLimits(context, accountOf, options.stopping)
  const network = followNetwork(context, tiles, options.stopping)
  network.buildAfter(options.loaded)
  startRouteWatch(context, network, options)
  const health = healthEndpoints(context, options.prepared, () => network.status())
  const fromData = [
    ...accountsEndpoints(context, options.accounts, limits.signIn),
    ...auditEndpoints(context),
    ...readableByOthers([
      ...featuresEndpoints(context),
      ...ogcTilesEndpoints({ places, tiles }),
      // Before the catalogue's vector tiles, whose paths also match these.
      ...terrainEndpoints(context),
      ...tilesEndpoints({ tiles, places, changes }),
      ...searchEndpoints(context),
      ...greenwayEndpoints(context),
      ...greenwayHealthEndpoints(context, network),
      ...planningEndpoints(context),
      ...extractEndpoints(context, network),
      ...pictureEndpoints(context),
      ...networkEndpoints(context, network),
      ...routePlanEndpoints(network),
    ]),
    ...patrolEndpoints(context),
    ...incidentsEndpoints({ ...context, storeContact: intakeContacts(context.settings) }),
    ...trackEndpoints(context),
    ...dispatchEndpoints(context, network),
    liveEndpoint(context, options.stopping),
    ...rosterEndpoints(context),
    ...deviceEndpoints(context),
    ...alarmEndpoints(context),
    ...privacyEndpoints({ ...context, eraseAccount }),
    ...filesEndpoints(context),
    ...jobsEndpoints(context),
    ...importsEndpoints(context),
    ...outlineEndpoints(context),
    ...aboutEndpoints(context),
  ]
  const capabilities = [
    // Devices have tokens of their own, which stand for no account.
    ...untilPrepared(deviceIntakeEndpoints(context), options.prepared),
    ...untilPrepared(withViewers(fromData, access), options.prepared),
    ...readableByOthers(archivesEndpoints(context), 'always'),
    ...readableByOthers(withViewers([styleEndpoint()], access)),
    ...readableByOthers(assetEndpoints(), 'always'),
    ...health,
  ]
  const endpoints = [...capabilities, ...apiEndpoints(capabilities, apiInfo)]

  const app = express()
  // Paths are case-sensitive, as ids are.
  app.set('case sensitive routing', true)
  // Express would hash every body for an ETag; endpoints set their own.
  app.set('etag', false)
  app.set('query parser', 'simple')
  const { trustProxy } = context.settings
  app.set('trust proxy', trustProxy)
  app.use(requestLog(context.log))
  app.use(securityHeaders(development, trustProxy))
  app.use(plainHost(trustProxy), plainPrefix(trustProxy), wellFormedAddress())
  app.use(compressed())
  mount(app, endpoints, limits.guard)
  if (options.page) app.use(options.page)
  app.use(noSuchResource(endpoints, (request, some) => offeredTo(access, request, some)))
  app.use(problems(context.log))
  const fast = fastPath({
    tiles,
    access,
    limit: limits.tiles,
    log,
    prepared: options.prepared,
    isTaken: answeredEarlier(endpoints, tilePath),
    refuse: problemsOutside({ log, development, trustProxy }),
    otherwise: app,
  })
  const first = preflights(endpoints, fast)
  return function answer(request, response) {
    const address = plainAddress(request.url ?? '/')
    if (address === undefined) return app(request, response)
    request.url = address
    takeRoot(request)
    first(request, response)
  }
}
