/**
 * Limits the tiles of one address, counted by each process separately, because a tile from memory takes
 * microseconds and the check must cost almost nothing. A tile that must be rendered costs several points.
 */
import type { IncomingMessage } from 'node:http'
import type { ProblemError } from '../errors.ts'
import { addressBlock, clientAddress } from '../http/client-address.ts'
import type { Policy } from './policies.ts'
import { tooMany } from './too-many.ts'

/** Points of a tile that is rendered by a query. */
export const MADE = 20
/** With more addresses, counting starts again, so that memory is bounded. */
const ADDRESSES_LIMIT = 100_000

interface Count {
  taken: number
}

export interface TileLimit {
  /** Takes points of the request's address. Returns a problem if too few are left. */
  take(request: IncomingMessage, points: number): ProblemError | undefined
}

const unlimited: TileLimit = { take: () => undefined }

/** Opens a limit by a policy's points per window; no limit if they are 0. */
export function openTileLimit(policy: Policy, trustProxy: number): TileLimit {
  if (policy.points === 0) return unlimited
  let counts = new Map<string, Count>()
  let endsAt = 0
  const countOf = (address: string): Count => {
    const key = addressBlock(address)
    const count = counts.get(key) ?? { taken: 0 }
    counts.set(key, count)
    if (key !== address) counts.set(address, count)
    return count
  }
  return {
    take(request, points) {
      const now = Date.now()
      if (now >= endsAt || counts.size > ADDRESSES_LIMIT) {
        counts = new Map()
        endsAt = now + policy.seconds * 1000
      }
      const address =
        trustProxy === 0 ? (request.socket.remoteAddress ?? '') : clientAddress(request, trustProxy)
      const count = counts.get(address) ?? countOf(address)
      count.taken += points
      return count.taken > policy.points ? tooMany(policy, endsAt - now) : undefined
    },
  }
}
