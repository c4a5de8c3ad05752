import type { Encoding } from '../../tiles/cache/packed-tile.ts'

/** In this order where a client takes several alike. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity']

const IDENTITY_ONLY: readonly Encoding[] = ['identity']

/** Browsers send few different headers; a client that makes up others does not fill the memory. */
const KNOWN_LIMIT = 200
const known = new Map<string, readonly Encoding[]>()

/**
 * The encodings that an Accept-Encoding header takes, best first (RFC 9110, 12.5.3). Never empty:
 * where a client takes none of ours, it gets the bytes as they are.
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  if (header === undefined) return IDENTITY_ONLY
  const before = known.get(header)
  if (before) return before
  const accepted = read(header)
  if (known.size < KNOWN_LIMIT) known.set(header, accepted)
  return accepted
}

function read(header: string): readonly Encoding[] {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2)
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0)
  }
  const any = weights.get('*')
  // The bytes as they are need no naming, but are wanted least where others are named.
  const unnamed = (encoding: Encoding) => any ?? (encoding === 'identity' ? 0.0001 : 0)
  const weighed = offered.map((encoding) => [encoding, weights.get(encoding) ?? unnamed(encoding)] as const)
  const accepted = weighed.filter(([, weight]) => weight > 0).toSorted((a, b) => b[1] - a[1])
  return accepted.length > 0 ? accepted.map(([encoding]) => encoding) : IDENTITY_ONLY
}
