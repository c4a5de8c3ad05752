/** `GET /routes/graph`: the routes network for a browser that plans by itself. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { memoIn } from '../../geodata/model/memo.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import type { KeptNetwork } from '../../geodata/network/kept.ts'
import type { Encoding } from '../../tiles/cache/packed-tile.ts'
import { acceptedEncodings } from '../http/encodings.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { isKnownEtag } from '../http/known-etag.ts'
import { networkNow } from './network.ts'

const GRAPH_TYPE = 'application/vnd.shuangxi.routes'

const pack: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  identity: async (bytes) => bytes,
}

/** Packed once for each network, in threads of zlib. */
const packed = new WeakMap<KeptNetwork, Map<Encoding, Promise<Buffer>>>()

function packedGraph(network: KeptNetwork, encoding: Encoding): Promise<Buffer> {
  const known = packed.get(network) ?? new Map<Encoding, Promise<Buffer>>()
  packed.set(network, known)
  return memoIn(known, encoding, () => pack[encoding](Buffer.from(network.routeBytes)))
}

export function graphEndpoint(keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getRouteGraph',
    method: 'get',
    path: '/routes/graph',
    tag: 'Routes',
    summary:
      'The network that routes are planned on, as bytes (geodata/model/routes/bytes.ts), for use offline',
    limit: 'export',
    responses: {
      200: { description: 'The network', content: { [GRAPH_TYPE]: null } },
      304: { description: 'The network of the ETag is still the newest' },
      503: { description: 'The network is not ready yet; `Retry-After` says when to ask again' },
    },
    async handle(_, response, request) {
      const network = await networkNow(keeper)
      const [encoding = 'identity'] = acceptedEncodings(request.headers['accept-encoding'])
      const suffix = encoding === 'identity' ? '' : `-${encoding}`
      const etag = `"${network.routes.graph.version}${suffix}"`
      response.vary('Accept-Encoding').set({ ETag: etag, 'Cache-Control': 'no-cache' })
      if (isKnownEtag(request, etag)) {
        response.status(304).end()
        return
      }
      if (encoding !== 'identity') response.set('Content-Encoding', encoding)
      response.type(GRAPH_TYPE).end(await packedGraph(network, encoding))
    },
  })
}
