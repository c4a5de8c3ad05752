/** The file from which outlines were read, given back as long as it still says the same. */
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import { ProblemError } from '../../../errors.ts'
import { placeOutlines } from '../place.ts'
import type { OutlineSetRow } from '../rows.ts'
import type { ResultFile } from './outline-files.ts'

/** Some 0.1 mm. */
const SAME_DEGREES = 1e-9

/**
 * Returns the bytes of an uploaded boundary point file (报部坐标 TXT) if its outlines are not repaired and lie where
 * the file itself says; undefined for other sets, for which a new file is written.
 */
export function originalTxt({ source, outlines }: OutlineSetRow): ResultFile | undefined {
  if (source.original === undefined || outlines === null) return undefined
  const own = ownPlaces(source)
  if (own === undefined || !areSame(own, outlines)) return undefined
  const charset = (source.encoding ?? 'gb18030').toLowerCase()
  return { bytes: Buffer.from(source.original, 'base64'), mediaType: `text/plain; charset=${charset}` }
}

/** Returns the outlines by the system of the file; undefined if it is none that leads to WGS 84. */
function ownPlaces(source: OutlineSetRow['source']): Outline[] | undefined {
  try {
    return placeOutlines(source, { crs: 'file', swapped: false })
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

function areSame(one: readonly Outline[], other: readonly Outline[]): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)]
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= SAME_DEGREES)
}

/** All coordinates with the lengths of their rings, so that other rings never look the same. */
const numbersOf = (outlines: readonly Outline[]): number[] =>
  outlines.flatMap(({ parts }) =>
    parts.flatMap((part) => part.flatMap((ring) => [ring.length, ...ring.flat()])),
  )
