/** Changes of tiles for viewers who may see them, and progress of jobs for their owners. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasRole, publicViewer, type Viewer, visibilityKey } from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Access } from '../access/access.ts'
import { visibilityOf } from '../access/visibility.ts'
import type { ChangeSource } from './change-feed.ts'
import type { JobFeed } from './job-feed.ts'
import { visibleChange } from './told-change.ts'
import { ViewerStreams } from './viewer-streams.ts'

export interface TileChanges {
  /** Answers a request with the changes that its sender may see, after `lastId` and from now on. */
  serve(request: IncomingMessage, response: ServerResponse, lastId: string | undefined): void
}

const restrictedLayers = catalogue.filter(({ restricted }) => restricted !== undefined)

/**
 * Returns the stream of a viewer as a key: by its visibility of restricted layers, and by its account if it
 * may have jobs.
 */
function eventStreamKey(viewer: Viewer): string {
  const own = hasRole(viewer, 'planner') ? ` ${accountOf(viewer)}` : ''
  return visibleLayersKey(viewer) + own
}

function visibleLayersKey(viewer: Viewer): string {
  if (viewer.zones !== undefined || viewer.towns !== undefined) return visibilityKey(viewer)
  return restrictedLayers.map((layer) => visibilityOf(viewer, layer)).join()
}

/** Returns the account as in rows of `jobs`: 0 without one. */
const accountOf = ({ account }: Viewer): number => account ?? 0

interface Feeds {
  readonly tiles: ChangeSource
  readonly jobs: JobFeed
  readonly access: Access
}

/** Sends the events of the feeds to those who may see them. All answers end when the server stops. */
export function followTileChanges({ tiles, jobs, access }: Feeds, stopping?: AbortSignal): TileChanges {
  const streams = new ViewerStreams({ access, keyOf: eventStreamKey, stopping })
  tiles.onChange((change) => {
    for (const { viewer, stream } of streams.all()) {
      const visible = visibleChange(viewer, change)
      if (visible !== undefined)
        stream.send(visible === 'everything' ? visible : { event: 'change', data: visible })
    }
  })
  jobs.onNotice((notice) => {
    for (const { viewer, stream } of streams.all()) {
      if (!hasRole(viewer, 'planner')) continue
      if (notice === 'everything') stream.send(notice)
      else if (notice.account === accountOf(viewer)) stream.send({ event: 'job', data: notice.job })
    }
  })
  // Created at once, so that public readers that reconnect get what they missed.
  streams.streamOf(publicViewer)
  return streams
}
