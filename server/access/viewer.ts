/** The viewer of a request, identified once. */
import type { IncomingMessage } from 'node:http'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Access } from './access.ts'

/** A promise while the viewer is being identified. */
const viewers = new WeakMap<IncomingMessage, Viewer | Promise<Viewer>>()

/** Returns the viewer of a request; the public, who sees least, if it is not identified yet. */
export function viewerOf(request: IncomingMessage): Viewer {
  const viewer = viewers.get(request)
  return viewer === undefined || viewer instanceof Promise ? publicViewer : viewer
}

/**
 * Identifies the sender of a request, so that `viewerOf` returns it. Synchronous if `access` is. Throws the
 * errors of `access`.
 */
export function identified(access: Access, request: IncomingMessage): Viewer | Promise<Viewer> {
  return memoIn(viewers, request, () => {
    const viewer = access.identify(request)
    if (!(viewer instanceof Promise)) return viewer
    return viewer.then((found) => {
      viewers.set(request, found)
      return found
    })
  })
}

/**
 * Returns the endpoints with identification of the viewer. Shared caches must not store their answers, unless
 * an endpoint declares that they are the same for everyone.
 */
export function withViewers(endpoints: readonly Endpoint[], access: Access): readonly Endpoint[] {
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
