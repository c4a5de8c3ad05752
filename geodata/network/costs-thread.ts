/** The thread that decodes the routes network and computes the costs of profiles on it. */
import { parentPort } from 'node:worker_threads'
import type { RouteAvoid, RouteProfileId } from '../model/answers/route-plan.ts'
import { routesFromBytes } from '../model/routes/bytes.ts'
import { routeCosts } from '../model/routes/costs.ts'
import type { RouteGraph } from '../model/routes/graph.ts'

export type CostsMessage =
  | { readonly bytes: ArrayBuffer }
  | { readonly profile: RouteProfileId; readonly avoid: readonly RouteAvoid[] }

let graph: RouteGraph | undefined

/** Each question is answered with RouteCosts, in the order of the questions. */
parentPort?.on('message', (message: CostsMessage) => {
  if ('bytes' in message) graph = routesFromBytes(message.bytes)
  else if (graph !== undefined) parentPort?.postMessage(routeCosts(graph, message.profile, message.avoid))
})
