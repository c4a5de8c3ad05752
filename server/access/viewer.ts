/** Who sends a request, found out once and known to everything that works on it. */
import type { IncomingMessage } from 'node:http'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Access } from './access.ts'

const viewers = new WeakMap<IncomingMessage, Viewer>()
const pending = new WeakMap<IncomingMessage, Promise<Viewer>>()

/** Who sends a request: the public where nobody has found out yet, who sees least. */
export function viewerOf(request: IncomingMessage): Viewer {
  return viewers.get(request) ?? publicViewer
}

/**
 * Finds out who sends a request, from when on `viewerOf` knows. At once where `access` answers so.
 * @throws what `access` throws
 */
export function identified(access: Access, request: IncomingMessage): Viewer | Promise<Viewer> {
  const known = viewers.get(request) ?? pending.get(request)
  if (known) return known
  const viewer = access.identify(request)
  if (!(viewer instanceof Promise)) return keep(request, viewer)
  const finding = viewer.then((found) => keep(request, found))
  pending.set(request, finding)
  return finding
}

function keep(request: IncomingMessage, viewer: Viewer): Viewer {
  viewers.set(request, viewer)
  return viewer
}

/**
 * The same endpoints, which know who asks. What they send to someone is not for others: caches that
 * many share leave it out, unless an endpoint says that it is the same for everyone.
 */
export function askedBySomeone(endpoints: readonly Endpoint[], access: Access): readonly Endpoint[] {
  return endpoints.map((definition) => ({
    ...definition,
    async handle(input, response, request, next) {
      const viewer = await identified(access, request)
      response.vary('Cookie').vary('Authorization')
      response.set('Cache-Control', viewer.role === 'public' ? 'no-cache' : 'private, no-cache')
      await definition.handle(input, response, request, next)
    },
  }))
}
