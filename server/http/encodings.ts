import Negotiator from 'negotiator'
import { FirstKeys, memo } from '../../geodata/model/memo.ts'
import type { Encoding } from '../../tiles/cache/packed-tile.ts'

/** In this order where a client takes several alike. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity']

const IDENTITY_ONLY: readonly Encoding[] = ['identity']

/** Browsers send few different headers; a client that makes up others does not fill the memory. */
const KNOWN_LIMIT = 200

/**
 * The encodings that an Accept-Encoding header takes, best first (RFC 9110, 12.5.3). Never empty:
 * where a client takes none of ours, it gets the bytes as they are.
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  return header === undefined ? IDENTITY_ONLY : readOnce(header)
}

/** As of negotiator 1.0, whose types say nothing of the order among equals. */
interface Preferring {
  encodings(offered: string[], options: { readonly preferred: string[] }): string[]
}

function read(header: string): readonly Encoding[] {
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } })
  const accepted = negotiator.encodings([...offered], { preferred: [...offered] }) as Encoding[]
  return accepted.length > 0 ? accepted : IDENTITY_ONLY
}

const readOnce = memo(read, new FirstKeys<string, readonly Encoding[]>(KNOWN_LIMIT))
