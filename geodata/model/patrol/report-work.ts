/**
 * Proof of work of public reports (as in Hashcash, http://www.hashcash.org/papers/hashcash.pdf), in place of a
 * captcha of a third party: it costs a phone a second, and a flood of reports much more. The work belongs to the
 * key of one report, which is stored once, so that it cannot be used again.
 */

/** SHA-256 of bytes, by the library of the server or of the browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Several small puzzles take a steadier time than a large one. */
const PUZZLES = 8
/** Leading zero bits of each digest; the mean number of tries is two to this power. */
const BITS = 14
/** Tries between two pauses of a search. */
const BATCH = 2_000

const encoder = new TextEncoder()

function leadingZeros(digest: Uint8Array): number {
  let bits = 0
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24
    bits += 8
  }
  return bits
}

const solves = (sha256: Sha256, key: string, puzzle: number, part: string): boolean =>
  leadingZeros(sha256(encoder.encode(`${key}:${puzzle}:${part}`))) >= BITS

/**
 * Returns true if `work` has eight parts, separated by points, and SHA-256 of `<key>:<0 to 7>:<part>` begins with
 * 14 zero bits for each. `key`: UUID of a report.
 */
export function isWorkDone(sha256: Sha256, key: string, work: string): boolean {
  const parts = work.split('.')
  return parts.length === PUZZLES && parts.every((part, puzzle) => solves(sha256, key, puzzle, part))
}

/**
 * Finds the work for a key; the page can respond between batches. Rejects with the reason of `signal` when it is
 * aborted.
 */
export async function findWork(sha256: Sha256, key: string, signal: AbortSignal): Promise<string> {
  const parts: string[] = []
  for (let tried = 0; parts.length < PUZZLES; tried++) {
    if (tried % BATCH === 0) {
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
    }
    const part = tried.toString(36)
    if (solves(sha256, key, parts.length, part)) parts.push(part)
  }
  return parts.join('.')
}
