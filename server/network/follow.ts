/** Keeps the network of this server up to date with ways and closures. */
import { publicViewer } from '../../geodata/access/viewer.ts'
import { NetworkKeeper } from '../../geodata/network/keeper.ts'
import type { ServerContext } from '../context.ts'
import type { ChangeSource } from '../live/change-feed.ts'
import { keepListening } from '../live/keep-listening.ts'
import { heightsOf } from './heights.ts'

const layers: ReadonlySet<string> = new Set(['roads', 'greenway_segments'])

/** Follows changes of ways and closures. Roads and closures are public. */
export function followNetwork(
  { systemDatabase, databaseAs, log }: Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'log'>,
  changes: ChangeSource,
  stopping?: AbortSignal,
): NetworkKeeper {
  const keeper = new NetworkKeeper(
    databaseAs(publicViewer),
    (error) => log.warn({ err: error }, 'the network could not be built again; the old one answers'),
    heightsOf,
  )
  changes.onChange((change) => {
    if (change === 'everything' || layers.has(change.layer)) keeper.outdate()
  })
  keepListening(systemDatabase, 'closures', log, () => {
    keeper.refreshClosures().catch((error) => log.warn({ err: error }, 'closures could not be read'))
  })
  stopping?.addEventListener('abort', () => keeper.stop())
  return keeper
}
