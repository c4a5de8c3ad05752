/** The viewer of a request, identified once. */
import type { IncomingMessage } from 'node:http'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Access } from './access.ts'

/** A promise while it is being identified. */
const viewers = new WeakMap<IncomingMessage, Viewer | Promise<Viewer>>()

/** The viewer of a request; the public, who sees least, if not identified yet. */
export function viewerOf(request: IncomingMessage): Viewer {
  const viewer = viewers.get(request)
  return viewer === undefined || viewer instanceof Promise ? publicViewer : viewer
}

/**
 * Finds out who sends a request, from when on `viewerOf` knows. At once where `access` answers so.
 * @throws what `access` throws
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
