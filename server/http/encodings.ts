import Negotiator from 'negotiator'
import { FirstKeys, memo } from '../../geodata/model/memo.ts'
import type { Encoding } from '../../tiles/cache/packed-tile.ts'

/** In order of preference if a client weighs several equally. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity']

const IDENTITY_ONLY: readonly Encoding[] = ['identity']

/** Browsers send few different headers; other clients must not fill the memory with invented ones. */
const KNOWN_LIMIT = 200

/**
 * Returns the encodings that an Accept-Encoding header accepts, best first (RFC 9110, 12.5.3). Never empty: a
 * client that accepts none of ours gets the bytes unencoded.
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  return header === undefined ? IDENTITY_ONLY : readOnce(header)
}

/** As in negotiator 1.0, whose types lack the order among equal encodings. */
interface Preferring {
  encodings(offered: string[], options: { readonly preferred: string[] }): string[]
}

function read(header: string): readonly Encoding[] {
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } })
  const accepted = negotiator.encodings([...offered], { preferred: [...offered] }) as Encoding[]
  return accepted.length > 0 ? accepted : IDENTITY_ONLY
}

const readOnce = memo(read, new FirstKeys<string, readonly Encoding[]>(KNOWN_LIMIT))
