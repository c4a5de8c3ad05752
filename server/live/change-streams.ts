/**
 * Changes of tiles for viewers who may see them, and progress of jobs for their owners. Viewers who see the
 * same rows share a stream; an account that may have jobs has its own. Each stream numbers its own events,
 * so that gaps between ids reveal nothing about events of others.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { publicViewer, type Viewer, visibilityKey } from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Access } from '../access/access.ts'
import { isUnlimitedPlanner } from '../access/unlimited-planner.ts'
import { viewerOf } from '../access/viewer.ts'
import { visibilityOf } from '../access/visibility.ts'
import type { ChangeSource } from './change-feed.ts'
import { ChangeStream } from './change-stream.ts'
import type { JobFeed } from './job-feed.ts'
import { toldTo } from './told-change.ts'

/** Who listens for long may meanwhile have become another: a session ends, a role is deleted. */
const LOOK_AGAIN_MS = 20_000

export interface TileChanges {
  /** Answers a request with the changes of what its sender may see, from now on and after `lastId`. */
  serve(request: IncomingMessage, response: ServerResponse, lastId: string | undefined): void
}

const restrictedLayers = catalogue.filter(({ restricted }) => restricted !== undefined)

/** Accounts with limits of their own have streams of their own; those that nobody reads are dropped first. */
const MAX_STREAMS = 500

/** Which events a viewer receives, as one text: by what it sees of restricted layers, and by its jobs. */
function eventStreamKey(viewer: Viewer): string {
  const own = isUnlimitedPlanner(viewer) ? ` ${accountOf(viewer)}` : ''
  return visibleLayersKey(viewer) + own
}

function visibleLayersKey(viewer: Viewer): string {
  if (viewer.zones !== undefined || viewer.towns !== undefined) return visibilityKey(viewer)
  return restrictedLayers.map((layer) => visibilityOf(viewer, layer)).join()
}

/** The account as rows of `jobs` name it: 0 without one. */
const accountOf = ({ account }: Viewer): number => account ?? 0

interface Told {
  readonly viewer: Viewer
  readonly stream: ChangeStream
}

interface Feeds {
  readonly tiles: ChangeSource
  readonly jobs: JobFeed
  readonly access: Access
}

/** Sends the events of the feeds to those who may know of them; all answers end when the server stops. */
export function followTileChanges({ tiles, jobs, access }: Feeds, stopping?: AbortSignal): TileChanges {
  const streams = new Map<string, Told>()
  const listeners = new Map<ServerResponse, IncomingMessage>()
  tiles.onChange((change) => {
    for (const { viewer, stream } of streams.values()) {
      const told = toldTo(viewer, change)
      if (told !== undefined) stream.send(told === 'everything' ? told : { event: 'change', data: told })
    }
  })
  jobs.onNotice((notice) => {
    for (const { viewer, stream } of streams.values()) {
      if (!isUnlimitedPlanner(viewer)) continue
      if (notice === 'everything') stream.send(notice)
      else if (notice.account === accountOf(viewer)) stream.send({ event: 'job', data: notice.job })
    }
  })
  const streamOf = (viewer: Viewer): ChangeStream => {
    const key = eventStreamKey(viewer)
    const known = streams.get(key)
    if (known) return known.stream
    if (streams.size >= MAX_STREAMS) dropUnread(streams)
    const stream = new ChangeStream()
    streams.set(key, { viewer, stream })
    return stream
  }
  // There from the beginning, so that the public is told what it missed since.
  streamOf(publicViewer)
  const lookAgain = () => {
    for (const [response, request] of listeners) void endWhereAnother(access, request, response)
  }
  access.onChange?.(lookAgain)
  const timer = setInterval(lookAgain, LOOK_AGAIN_MS).unref()
  stopping?.addEventListener('abort', () => {
    clearInterval(timer)
    for (const { stream } of streams.values()) stream.close()
  })
  return {
    serve(request, response, lastId) {
      const viewer = viewerOf(request)
      if (eventStreamKey(viewer) !== eventStreamKey(publicViewer)) {
        listeners.set(response, request)
        response.once('close', () => listeners.delete(response))
      }
      streamOf(viewer).serve(response, lastId)
    },
  }
}

/** Whoever comes back to a stream that was dropped is told that it may have missed anything. */
function dropUnread(streams: Map<string, Told>): void {
  for (const [key, { viewer, stream }] of streams) {
    if (!stream.isRead && viewer !== publicViewer) streams.delete(key)
  }
}

/** Ends an answer whose reader may no longer see what it tells; the reader asks again and is told less. */
async function endWhereAnother(access: Access, request: IncomingMessage, response: ServerResponse) {
  try {
    const now = await access.identify(request)
    if (eventStreamKey(now) === eventStreamKey(viewerOf(request))) return
  } catch {
    // Unknown now, or nobody can say.
  }
  response.end()
}
