/** Composes the server: what every request passes, in order, and the endpoints of all capabilities. */
import type { RequestListener } from 'node:http'
import express, { type Router } from 'express'
import { aboutEndpoints, version } from './about/routes.ts'
import { archivesEndpoints } from './archives/routes.ts'
import type { ServerContext } from './context.ts'
import { featuresEndpoints } from './features/routes.ts'
import { greenwayEndpoints } from './greenway/routes.ts'
import { healthEndpoints } from './health/routes.ts'
import { apiEndpoints } from './http/api-page.ts'
import { compressed } from './http/compressed.ts'
import { mount } from './http/endpoint.ts'
import { noSuchResource } from './http/no-such-resource.ts'
import { problems } from './http/problem.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { untilPrepared } from './http/until-prepared.ts'
import { ogcTilesEndpoints } from './ogc-tiles/routes.ts'
import { patrolEndpoints } from './patrol/routes.ts'
import { planningEndpoints } from './planning/routes.ts'
import { searchEndpoints } from './search/routes.ts'
import { styleEndpoints } from './style/routes.ts'
import { terrainEndpoints } from './terrain/routes.ts'
import { fastPath } from './tiles/fast-path.ts'
import { tilesEndpoints } from './tiles/routes.ts'
import { openVectorTiles } from './tiles/vector-tiles.ts'

const apiInfo = {
  title: '双西图 · Shuangxi',
  description:
    'Greenways, joint patrol and land planning of Shuangxi and Qingshan Lake: tiles, features, search.',
  version,
}

export interface AppOptions {
  /** Whether migrations and sample of this start are done. */
  readonly prepared: () => boolean
  /** Serves the page; without it there is the API only. */
  readonly page?: Router
  readonly development?: boolean
  /** Aborts when the server begins to stop: what would never end by itself is ended then. */
  readonly stopping?: AbortSignal
}

/** What answers every request: plain tiles at once, all else the Express application. */
export function createApp(context: ServerContext, options: AppOptions): RequestListener {
  const { access, log } = context
  const tiles = openVectorTiles(context, options.stopping)
  const health = healthEndpoints(context, options.prepared)
  const fromData = [
    ...featuresEndpoints(context),
    // Hands its tiles on to those behind it.
    ...ogcTilesEndpoints(context, tiles),
    // Before the tiles of the catalogue's layers, whose paths would take theirs.
    ...terrainEndpoints(context),
    ...tilesEndpoints(context, tiles, options.stopping),
    ...searchEndpoints(context),
    ...greenwayEndpoints(context),
    ...patrolEndpoints(context),
    ...planningEndpoints(context),
    ...aboutEndpoints(context),
  ]
  const capabilities = [
    ...untilPrepared(fromData, options.prepared),
    ...archivesEndpoints(context),
    ...styleEndpoints(),
    ...health,
  ]
  const endpoints = [...capabilities, ...apiEndpoints(capabilities, apiInfo)]

  const app = express()
  // Express would hash every body for an ETag; those who want one set it themselves.
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.set('trust proxy', context.settings.trustProxy)
  app.use(requestLog(context.log))
  app.use(securityHeaders(options.development ?? false))
  app.use(compressed())
  mount(app, endpoints)
  if (options.page) app.use(options.page)
  app.use(noSuchResource(endpoints))
  app.use(problems(context.log))
  return fastPath({ tiles, access, log, prepared: options.prepared, otherwise: app })
}
