/**
 * OGC API – Features, Part 4 (OGC 20-002): create, replace, update and delete, where the catalogue allows it.
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { visibleLayer } from '../../../geodata/access/visible-layer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { layerFeatureSchema } from '../../../geodata/model/answers/layer-features.ts'
import { type Crs, coordinateSystems, crs84, findCrs } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { memo } from '../../../geodata/model/memo.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { DataContext } from '../../context.ts'
import { badParameter } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl } from '../../http/negotiation.ts'
import { featureIdParams, parameter } from '../../http/parameters.ts'
import { contentCrs } from '../crs.ts'
import { itemEtag, readItem } from '../item.ts'
import { geojson, json } from '../known-layer.ts'
import { writerOf } from './authorize.ts'
import { readKey } from './creations.ts'
import { editionOf } from './edition.ts'
import { newFeatureSchema, patchSchema, readInput } from './feature-input.ts'
import { preconditionOf } from './precondition.ts'
import { readPreferences } from './preferences.ts'
import { readBody } from './read-body.ts'
import { reasonOf } from './reason.ts'
import { changeFeature, createFeature, deleteFeature } from './store.ts'

const mergePatch = 'application/merge-patch+json'

const header = (description: string) =>
  parameter(z.string().optional(), { zh: description, en: description }, { type: 'string', description })

const headers = {
  'Content-Crs': header(`Coordinate system of the body in angle brackets; <${crs84.uri}> without it`),
  Prefer: header('handling=strict or handling=lenient; return=representation'),
}
const changeReason = {
  'Change-Reason': header('Why the feature is changed, in percent-encoded UTF-8; or `why` in the body'),
}
const ifMatch = {
  'If-Match': header('The ETag of the feature that was read; needed, but below /ogc/editing'),
}
const idempotencyKey = { 'Idempotency-Key': header('The same POST with the same key creates one feature') }

/** Returns the endpoints that write a layer; none if nobody may. */
export function editEndpoints(layer: Layer, { databaseFor }: Context): readonly Endpoint[] {
  if (layer.writableBy === undefined) return []
  return [
    createEndpoint(layer, databaseFor),
    changeEndpoint(layer, databaseFor, 'put'),
    changeEndpoint(layer, databaseFor, 'patch'),
    ...(layer.undeletable ? [] : [deleteEndpoint(layer, databaseFor)]),
  ]
}

type Context = Pick<DataContext, 'databaseFor'>
type DatabaseFor = Context['databaseFor']

const refused = {
  ...refusals,
  404: { description: 'No such feature' },
  412: { description: 'The feature has changed since it was read' },
}

/** Schemas of a viewer's layer: what a role may not read, it may not write either, and a PUT keeps. */
const newSchemaOf = memo(newFeatureSchema, new WeakMap())
const patchSchemaOf = memo(patchSchema, new WeakMap())

const itemPath = (layer: Layer) => `/collections/${layer.id}/items/{fid}`

function createEndpoint(layer: Layer, databaseFor: DatabaseFor): Endpoint {
  const schema = newSchemaOf(layer)
  return endpoint({
    operationId: `createItemOf_${layer.id}`,
    method: 'post',
    path: `/collections/${layer.id}/items`,
    tag: layer.title.en,
    summary: `${layer.title.zh} · create a feature (${layer.writableBy?.join(', ')})`,
    secured: true,
    writers: layer.writableBy ?? [],
    headers: z.object({ ...headers, ...idempotencyKey, ...changeReason }),
    requestBody: { [geojson]: schema, [json]: schema },
    responses: {
      201: { description: 'Created', content: { [geojson]: layerFeatureSchema(layer) } },
      ...refusals,
    },
    async handle(_, response, request) {
      const role = writerOf(layer, request)
      const database = databaseFor(request)
      const preferences = readPreferences(request, response)
      const crs = bodyCrs(request)
      const { value, bytes } = await readBody(request, [geojson, json])
      const key = readKey(request.get('idempotency-key'), role, layer, [crs.uri, bytes])
      const visible = visibleLayer(viewerOf(request), layer)
      const input = readInput(visible, newSchemaOf(visible), value, preferences)
      const how = { crs, role, key, edition: editionOf(request), why: reasonOf(request, value) }
      const id = await createFeature(database, visible, input, how)
      response.status(201).set('Location', `${baseUrl(request)}/collections/${layer.id}/items/${id}`)
      await sendWritten({
        ...{ layer: visible, database, fid: id, crs, response },
        body: preferences.representation,
      })
    },
  })
}

function changeEndpoint(layer: Layer, databaseFor: DatabaseFor, method: 'put' | 'patch'): Endpoint {
  const replace = method === 'put'
  const schemaOf = replace ? newSchemaOf : patchSchemaOf
  const schema = schemaOf(layer)
  const types = replace ? [geojson, json] : [mergePatch, geojson, json]
  return endpoint({
    operationId: `${replace ? 'replace' : 'update'}ItemOf_${layer.id}`,
    method,
    path: itemPath(layer),
    tag: layer.title.en,
    summary: `${layer.title.zh} · ${replace ? 'replace a feature' : 'change a feature by a merge patch (RFC 7396)'}`,
    secured: true,
    writers: layer.writableBy ?? [],
    params: featureIdParams,
    headers: z.object({ ...headers, ...ifMatch, ...changeReason }),
    requestBody: Object.fromEntries(types.map((type) => [type, schema])),
    responses: {
      200: { description: 'Changed', content: { [geojson]: layerFeatureSchema(layer) } },
      204: { description: 'Changed' },
      ...refused,
    },
    async handle({ params: { fid } }, response, request) {
      const role = writerOf(layer, request)
      const database = databaseFor(request)
      const preferences = readPreferences(request, response)
      const expected = preconditionOf(request)
      const crs = bodyCrs(request)
      const { value } = await readBody(request, types)
      const visible = visibleLayer(viewerOf(request), layer)
      const input = readInput(visible, schemaOf(visible), value, preferences, !replace)
      const how = { crs, role, edition: editionOf(request), why: reasonOf(request, value) }
      const change = { ...how, input, replace }
      await changeFeature(database, visible, fid, change, expected)
      response.status(preferences.representation ? 200 : 204)
      await sendWritten({ layer: visible, database, fid, crs, response, body: preferences.representation })
    },
  })
}

function deleteEndpoint(layer: Layer, databaseFor: DatabaseFor): Endpoint {
  return endpoint({
    operationId: `deleteItemOf_${layer.id}`,
    method: 'delete',
    path: itemPath(layer),
    tag: layer.title.en,
    summary: `${layer.title.zh} · delete a feature`,
    secured: true,
    writers: layer.writableBy ?? [],
    params: featureIdParams,
    headers: z.object({ ...ifMatch, ...changeReason }),
    responses: { 204: { description: 'Deleted' }, ...refused },
    async handle({ params: { fid } }, response, request) {
      const role = writerOf(layer, request)
      const visible = visibleLayer(viewerOf(request), layer)
      const how = { role, why: reasonOf(request) }
      await deleteFeature(databaseFor(request), visible, fid, how, preconditionOf(request))
      response.status(204).end()
    },
  })
}

/** Returns the coordinate system of Content-Crs. Throws a ProblemError if it is not supported. */
function bodyCrs(request: Request): Crs {
  const name = request.get('content-crs')
  const crs = name === undefined ? crs84 : findCrs(name.replace(/^\s*<(.*)>\s*$/, '$1'))
  if (crs !== undefined) return crs
  const uris = coordinateSystems.map(({ uri }) => `<${uri}>`)
  throw badParameter('Content-Crs', { zh: uris.join('、'), en: `one of ${uris.join(', ')}` }, name)
}

interface Answer {
  readonly layer: Layer
  readonly database: Database
  readonly fid: string
  readonly crs: Crs
  readonly response: Response
  /** Whether the client prefers the changed feature in the answer. */
  readonly body: boolean
}

/** Sends the answer to a change with the new ETag, and with the feature if that is preferred. */
async function sendWritten({ layer, database, fid, crs, response, body }: Answer): Promise<void> {
  const { feature, version } = await readItem(database, layer, fid, crs)
  response.set('ETag', itemEtag(version, crs))
  if (body) response.set('Content-Crs', contentCrs(crs)).type(geojson).send(feature)
  else response.end()
}
