/** OGC API – Features, generated from the layer catalogue. */
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import type { Settings } from '../settings.ts'
import { collectionEndpoints } from './collection-routes.ts'
import { Downloads } from './download/download.ts'
import { editEndpoints } from './edit/routes.ts'
import { itemEndpoints } from './item-routes.ts'
import { collectionParams, knownLayer, featuresTag as tag } from './known-layer.ts'
import { landingEndpoints } from './landing-routes.ts'
import { MatchCounter } from './select/matched.ts'
import { versionEndpoints } from './version-routes.ts'

/** Returns the endpoints of OGC API – Features. */
export function featuresEndpoints(
  context: DataContext & { readonly settings?: Pick<Settings, 'poolSize'> },
): readonly Endpoint[] {
  const { settings } = context
  const shared = { downloads: new Downloads(settings?.poolSize ?? 2), counter: new MatchCounter() }
  return [
    ...landingEndpoints(context.databaseFor),
    ...collectionEndpoints(context),
    ...catalogue.flatMap((layer) => [
      ...itemEndpoints(layer, context, shared),
      ...editEndpoints(layer, context),
      ...versionEndpoints(layer, context),
    ]),
    unknownCollectionEndpoint('/collections/{collectionId}/items'),
    unknownCollectionEndpoint('/collections/{collectionId}/items/{fid}'),
  ]
}

/** Answers paths below an unknown collection with an explaining 404. */
function unknownCollectionEndpoint(path: string): Endpoint {
  return endpoint({
    operationId: 'getUnknownCollection',
    method: 'get',
    path,
    documented: false,
    tag,
    summary: 'Not found; lists the existing collections',
    params: collectionParams,
    query: z.looseObject({}),
    responses: { 404: { description: 'No such collection' } },
    handle({ params }, _response, request, next) {
      knownLayer(params.collectionId, viewerOf(request))
      next()
    },
  })
}
