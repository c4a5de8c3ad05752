/** Compares this project with another checkout of it. */
import { rounded } from './statistics.ts'

/** The name of the other checkout's server. */
export const BESIDE = 'beside'

type Row = Readonly<Record<string, unknown>>

/** A ratio above 1 is better in either direction. */
const better = { perSecond: 'more', serverCpu: 'less', databaseCpu: 'less', seconds: 'less' } as const

/**
 * Returns rows of the other checkout with the ratio of ours: 2 is twice as good. Rows without a counterpart
 * are left out.
 */
export function ratiosBeside(rows: readonly object[]): Row[] {
  const all = rows as readonly Row[]
  return all
    .filter(({ server }) => server === BESIDE)
    .flatMap((theirs) => {
      const ours = all.find((row) => row.server === 'shuangxi' && keyOf(row) === keyOf(theirs))
      return ours ? [{ ...words(theirs), ...ratios(ours, theirs) }] : []
    })
}

/** Identifies a row by its texts and the zoom. */
const words = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) => key !== 'server' && (typeof value === 'string' || key === 'z'),
    ),
  )

const keyOf = (row: Row) => JSON.stringify(words(row))

function ratios(ours: Row, theirs: Row): Row {
  const entries = Object.entries(better).flatMap(([key, which]) => {
    const [own, other] = [Number(ours[key]), Number(theirs[key])]
    if (!(own > 0 && other > 0)) return []
    return [[key, rounded(which === 'more' ? own / other : other / own)] as const]
  })
  return Object.fromEntries(entries)
}
