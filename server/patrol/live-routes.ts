/** `GET /patrol/live`. */
import { z } from 'zod'
import { visibilityKey } from '../../geodata/access/viewer.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals, refuseUnreadable } from '../access/visibility.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { parameter } from '../http/parameters.ts'
import { followPatrol, patrolEventFor } from '../live/patrol-feed.ts'
import { ViewerStreams } from '../live/viewer-streams.ts'
import { patrolLayers } from './layers.ts'

/** Events kept for clients that reconnect: some minutes with a thousand devices. */
const REMEMBERED = 2_000

/** Serves the event stream of patrols; all answers end when `stopping` aborts. */
export function liveEndpoint(
  context: Pick<ServerContext, 'systemDatabase' | 'access' | 'log'>,
  stopping?: AbortSignal,
): Endpoint {
  const streams = new ViewerStreams({
    access: context.access,
    keyOf: visibilityKey,
    remembered: REMEMBERED,
    stopping,
  })
  followPatrol(context, (notice) => {
    for (const { viewer, stream } of streams.all()) {
      const event = patrolEventFor(viewer, notice)
      if (event !== undefined) stream.send(event)
    }
  })
  return endpoint({
    operationId: 'followPatrol',
    method: 'get',
    path: '/patrol/live',
    tag: 'Patrol',
    summary: 'Units, incidents and alarms as they change, by server-sent events, in the zones of the reader',
    query: z.object({
      last: parameter(
        z.string().max(64).optional(),
        { zh: '最后收到的事件的 id', en: 'the id of the last event that was received' },
        { type: 'string', description: 'For clients that cannot send Last-Event-ID.' },
      ),
    }),
    responses: {
      200: {
        description:
          'Events `units` (positions and states, and the ids of units gone out of sight), `unit_list` (units were added or deleted, or rosters changed), `incident`, `alarm` and `roll_call` (the id of what changed), `crossing` (the id of a unit that entered or left a zone), and `everything` if events may have been missed',
        content: { 'text/event-stream': null },
      },
      ...refusals,
    },
    handle({ query }, response, request) {
      refuseUnreadable(viewerOf(request), patrolLayers)
      streams.serve(request, response, request.get('Last-Event-ID') ?? query.last)
    },
  })
}
