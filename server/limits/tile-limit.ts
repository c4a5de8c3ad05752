/**
 * What one address may ask of tiles, counted by each process for itself: an answer from memory takes
 * microseconds, of which this may take next to none. A tile that has to be made counts as many.
 */
import type { IncomingMessage } from 'node:http'
import type { ProblemError } from '../errors.ts'
import { addressBlock, clientAddress } from '../http/client-address.ts'
import type { Policy } from './policies.ts'
import { tooMany } from './too-many.ts'

/** What a tile counts that is made by a query. */
export const MADE = 20
/** Past so many addresses, counting begins again: memory is bounded before all else. */
const ADDRESSES_LIMIT = 100_000

interface Count {
  taken: number
}

export interface TileLimit {
  /** Takes points of the address that a request comes from; gives a problem where too few are left. */
  take(request: IncomingMessage, points: number): ProblemError | undefined
}

const unlimited: TileLimit = { take: () => undefined }

/** A limit that lets a policy's points pass in each window; no limit where there are none. */
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
