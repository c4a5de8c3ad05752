/** Tiles from PMTiles archives on disk or on another server. */
import { z } from 'zod'
import { archivesSchema, archiveTileJsonSchema } from '../../geodata/model/answers/archives.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl } from '../http/negotiation.ts'
import { parameter } from '../http/parameters.ts'
import { type Answer, sendJson } from '../http/send-json.ts'
import { clientGone } from '../http/send-tile.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { addressParams, checkedAddress } from '../http/tile-address.ts'
import { type Archive, type ArchiveInfo, openArchives } from './archive.ts'
import { sendArchiveTile, sendWhole } from './send.ts'

const tag = 'Archives'
const JSON_TYPE = 'application/json'

const nameParameter = () =>
  parameter(
    z.string().max(100),
    { zh: '存档名', en: 'the name of an archive' },
    { type: 'string', description: 'A name in the setting ARCHIVES' },
  )
const anyQuery = z.looseObject({})

const failures = {
  502: { description: 'The file is not a valid archive' },
  503: { description: 'The archive is unavailable' },
}

/** Returns the endpoints of the settings' archives, which need no database. */
export function archivesEndpoints({ settings }: Pick<ServerContext, 'settings'>): readonly Endpoint[] {
  const archives = openArchives(settings.archives)
  const archiveOf = (name: string): Archive => {
    const archive = archives.get(name)
    if (!archive) throw notFound({ zh: '存档', en: 'archive' }, name, [...archives.keys()])
    return archive
  }
  return [
    listEndpoint(archives),
    endpoint({
      operationId: 'getArchiveTileJson',
      method: 'get',
      path: '/archives/{name}.json',
      tag,
      summary: 'TileJSON of an archive',
      params: z.object({ name: nameParameter() }),
      query: anyQuery,
      responses: {
        200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: archiveTileJsonSchema } },
        ...failures,
      },
      async handle({ params }, response, request) {
        const info = await archiveOf(params.name).info()
        response.set('Cache-Control', 'public, no-cache')
        sendTaggedJson(response, archiveTileJsonSchema, tileJson(params.name, info, baseUrl(request)))
      },
    }),
    tileEndpoint(archiveOf),
    endpoint({
      operationId: 'getArchive',
      method: 'get',
      path: '/archives/{name}.pmtiles',
      tag,
      summary: 'An archive, complete or by ranges, for clients that read PMTiles',
      params: z.object({ name: nameParameter() }),
      query: anyQuery,
      responses: {
        200: { description: 'The archive', content: { 'application/vnd.pmtiles': null } },
        206: { description: 'The requested range', content: { 'application/vnd.pmtiles': null } },
        416: { description: 'The archive has no such range' },
        ...failures,
      },
      handle: ({ params }, response, request) =>
        sendWhole(request, response, archiveOf(params.name), clientGone(response)),
    }),
  ]
}

function listEndpoint(archives: ReadonlyMap<string, Archive>): Endpoint {
  return endpoint({
    operationId: 'getArchives',
    method: 'get',
    path: '/archives',
    tag,
    summary: 'The archives of this server',
    responses: { 200: { description: 'Archives', content: { [JSON_TYPE]: archivesSchema } } },
    handle(_, response, request) {
      const base = `${baseUrl(request)}/archives`
      const list = [...archives.keys()].map((name) => ({
        name,
        tilejson: `${base}/${name}.json`,
        pmtiles: `${base}/${name}.pmtiles`,
      }))
      response.set('Cache-Control', 'public, no-cache')
      sendJson(response, archivesSchema, { archives: list })
    },
  })
}

function tileEndpoint(archiveOf: (name: string) => Archive): Endpoint {
  return endpoint({
    operationId: 'getArchivedTile',
    method: 'get',
    path: '/archives/{name}/{z}/{x}/{y}.{extension}',
    tag,
    summary: 'A tile of an archive',
    params: z.object({
      name: nameParameter(),
      ...addressParams(),
      extension: parameter(
        z.string().max(10),
        { zh: 'mvt 或 png', en: 'mvt or png' },
        { type: 'string', example: 'mvt' },
      ),
    }),
    query: anyQuery,
    responses: {
      200: {
        description: 'The tile as it is stored',
        content: { 'application/vnd.mapbox-vector-tile': null, 'image/png': null },
      },
      204: { description: 'The archive has no tile there' },
      304: { description: 'Not modified' },
      ...failures,
    },
    async handle({ params }, response, request) {
      const archive = archiveOf(params.name)
      const address = checkedAddress(params)
      const signal = clientGone(response)
      try {
        const { extension, mediaType } = await archive.tileKind()
        if (params.extension !== extension) {
          throw notFound({ zh: '图块格式', en: 'format of tiles' }, params.extension, [extension])
        }
        sendArchiveTile(request, response, mediaType, await archive.tile(address, signal))
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  })
}

function tileJson(
  name: string,
  { header, metadata, extension }: ArchiveInfo,
  base: string,
): Answer<typeof archiveTileJsonSchema> {
  return {
    tilejson: '3.0.0',
    ...metadata,
    name: metadata.name ?? name,
    attribution: metadata.attribution ?? '',
    scheme: 'xyz',
    tiles: [`${base}/archives/${name}/{z}/{x}/{y}.${extension}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
  }
}
