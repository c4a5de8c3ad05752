/** `/explore`: pages of greenways and facilities that need no scripts, for search engines and shared links. */
import { readFileSync } from 'node:fs'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Database } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { isRowId } from '../../../geodata/model/row-id.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { ServerContext } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl, languageOf } from '../../http/negotiation.ts'
import { featureIdParams, languageParameter } from '../../http/parameters.ts'
import { readProfile } from '../profile.ts'
import { readGreenway } from '../summary.ts'
import { facilityPage, type PageFacility } from './facility-page.ts'
import { greenwayPage } from './greenway-page.ts'
import { type ListedPage, listPage, sitemap } from './list-page.ts'

const facilitySql = sqlFile(import.meta.url, 'facility.sql')
const listedSql = sqlFile(import.meta.url, 'listed.sql')
const style = readFileSync(new URL('pages.css', import.meta.url))

const tag = 'Greenway'
/** A sitemap has at most 50,000 addresses, two for each page. */
const MOST_FACILITIES = 20_000

type Context = Pick<ServerContext, 'databaseFor'>

export function pageEndpoints(context: Context): readonly Endpoint[] {
  return [
    listEndpoint(context),
    greenwayEndpoint(context),
    facilityEndpoint(context),
    sitemapEndpoint(context),
    robotsEndpoint,
    styleEndpoint,
  ]
}

const query = z.object({ lang: languageParameter })
const htmlAnswer = (description: string) => ({ 200: { description, content: { 'text/html': null } } })

function sendPage(
  request: Request,
  response: Response,
  lang: Language | undefined,
  write: (language: Language) => string,
) {
  const language = languageOf(request, lang)
  response
    .set('Cache-Control', 'no-cache')
    .set('Content-Language', language)
    .vary('Accept-Language')
    .type('text/html')
    .send(write(language))
}

const readListed = async (database: Database): Promise<readonly ListedPage[]> =>
  (await database.query<ListedPage>(listedSql, [MOST_FACILITIES])).rows

function listEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getExplorePage',
    method: 'get',
    path: '/explore',
    tag,
    summary: 'All greenways and named facilities, as a page without scripts',
    query,
    responses: htmlAnswer('Page'),
    async handle({ query: { lang } }, response, request) {
      const pages = await readListed(databaseFor(request))
      sendPage(request, response, lang, (language) => listPage(pages, baseUrl(request), language))
    },
  })
}

function greenwayEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getGreenwayPage',
    method: 'get',
    path: '/explore/greenways/{fid}',
    tag,
    summary: 'A greenway with map, figures and profile, as a page without scripts',
    params: featureIdParams,
    query,
    responses: htmlAnswer('Page'),
    async handle({ params: { fid }, query: { lang } }, response, request) {
      const database = databaseFor(request)
      const greenway = await readGreenway(database, fid)
      if (greenway === null) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
      const profile = await readProfile(database, fid)
      const addresses = { base: baseUrl(request), path: `/explore/greenways/${fid}` }
      sendPage(request, response, lang, (language) => greenwayPage(greenway, profile, addresses, language))
    },
  })
}

function facilityEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getFacilityPage',
    method: 'get',
    path: '/explore/facilities/{fid}',
    tag,
    summary: 'A facility with map and figures, as a page without scripts',
    params: featureIdParams,
    query,
    responses: htmlAnswer('Page'),
    async handle({ params: { fid }, query: { lang } }, response, request) {
      const { rows } = isRowId(fid)
        ? await databaseFor(request).query<PageFacility>(facilitySql, [fid])
        : { rows: [] }
      const [facility] = rows
      if (facility === undefined) throw notFound({ zh: '设施', en: 'facility' }, fid)
      const addresses = { base: baseUrl(request), path: `/explore/facilities/${fid}` }
      sendPage(request, response, lang, (language) => facilityPage(facility, addresses, language))
    },
  })
}

function sitemapEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getSitemap',
    method: 'get',
    path: '/sitemap.xml',
    tag,
    summary: 'The pages of greenways and facilities, for search engines',
    responses: { 200: { description: 'Sitemap', content: { 'application/xml': null } } },
    async handle(_, response, request) {
      const pages = await readListed(databaseFor(request))
      response
        .set('Cache-Control', 'no-cache')
        .type('application/xml')
        .send(sitemap(pages, baseUrl(request)))
    },
  })
}

const robotsEndpoint = endpoint({
  operationId: 'getRobots',
  method: 'get',
  path: '/robots.txt',
  tag,
  summary: 'What search engines may read: pages, not data, tiles or private links',
  responses: { 200: { description: 'Rules of RFC 9309', content: { 'text/plain': null } } },
  handle(_, response, request) {
    const base = baseUrl(request)
    const { pathname } = new URL(`${base}/`)
    const allowed = ['explore', 'explore.css', 'pictures/', 'assets/', '$'].map(
      (path) => `Allow: ${pathname}${path}`,
    )
    response
      .type('text/plain')
      .send(`User-agent: *\n${allowed.join('\n')}\nDisallow: ${pathname}\nSitemap: ${base}/sitemap.xml\n`)
  },
})

const styleEndpoint = endpoint({
  operationId: 'getExploreStyle',
  method: 'get',
  path: '/explore.css',
  tag,
  summary: 'Style sheet of the pages of greenways and facilities',
  responses: { 200: { description: 'Style sheet', content: { 'text/css': null } } },
  handle(_, response) {
    response.set('Cache-Control', 'public, max-age=3600').type('text/css').send(style)
  },
})
