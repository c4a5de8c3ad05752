/** Looks every few seconds whether units under way are on their routes. */
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import type { ServerContext } from '../../context.ts'
import { routeFollower } from './follow-routes.ts'

const EVERY_MS = 5_000

interface Context extends Pick<ServerContext, 'systemDatabase' | 'log'> {
  readonly settings: Pick<ServerContext['settings'], 'offRouteMetres' | 'offRouteSeconds'>
}

interface Lifetime {
  /** Resolves when the data are there; without it nothing is watched. */
  readonly loaded?: Promise<unknown>
  readonly stopping?: AbortSignal
}

export function startRouteWatch(
  { systemDatabase, log, settings }: Context,
  keeper: NetworkKeeper,
  { loaded, stopping }: Lifetime,
): void {
  const limits = { metres: settings.offRouteMetres, seconds: settings.offRouteSeconds }
  if (limits.metres === 0 || loaded === undefined) return
  const follow = routeFollower(systemDatabase, keeper, limits)
  let isLooking = false
  let isFailing = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      await follow()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'units on their way could not be followed; trying again')
      isFailing = true
    } finally {
      isLooking = false
    }
  }
  const start = () => {
    if (stopping?.aborted) return
    const timer = setInterval(() => void look(), EVERY_MS).unref()
    stopping?.addEventListener('abort', () => clearInterval(timer))
  }
  loaded.then(start, () => undefined)
}
