/** How likely two reports are of the same thing: by place, time, kind and words, each with its reason. */

/** Reports farther apart, in metres or minutes, are not compared. */
export const DUPLICATE_METRES = 300
export const DUPLICATE_MINUTES = 2_880
/** From this score on a report is offered as a likely duplicate. */
const LIKELY = 0.5
/** Words that are less alike are no reason. */
const ALIKE = 0.2

export interface Comparison {
  readonly metres: number
  readonly minutes: number
  readonly sameKind: boolean
  /** Of the words, 0 to 1; null if one of the reports has none. */
  readonly similarity: number | null
}

type DuplicateReason =
  | { readonly code: 'place'; readonly metres: number }
  | { readonly code: 'time'; readonly minutes: number }
  | { readonly code: 'kind' }
  | { readonly code: 'words'; readonly similarity: number }

export interface DuplicateVerdict {
  /** 0 to 1. */
  readonly score: number
  readonly isLikely: boolean
  readonly reasons: readonly DuplicateReason[]
}

/** Place counts 0.4, time, kind and words 0.2 each; without words the others count for them. */
export function compareReports({ metres, minutes, sameKind, similarity }: Comparison): DuplicateVerdict {
  const place = Math.max(0, 1 - metres / DUPLICATE_METRES)
  const time = Math.max(0, 1 - minutes / DUPLICATE_MINUTES)
  const others = 0.4 * place + 0.2 * time + (sameKind ? 0.2 : 0)
  const score = similarity === null ? others / 0.8 : others + 0.2 * similarity
  const reasons: DuplicateReason[] = [
    { code: 'place', metres: Math.round(metres) },
    { code: 'time', minutes: Math.round(minutes) },
  ]
  if (sameKind) reasons.push({ code: 'kind' })
  if (similarity !== null && similarity >= ALIKE)
    reasons.push({ code: 'words', similarity: Math.round(similarity * 100) / 100 })
  return { score, isLikely: score >= LIKELY && (sameKind || (similarity ?? 0) >= ALIKE), reasons }
}

/**
 * Similarity of two texts, 0 to 1: the share of trigrams that both have, as PostgreSQL's pg_trgm counts
 * them, for any script: Chinese is a word up to the next space or mark.
 */
export function trigramSimilarity(a: string, b: string): number {
  const [first, second] = [trigrams(a), trigrams(b)]
  if (first.size === 0 || second.size === 0) return 0
  const common = [...first].filter((trigram) => second.has(trigram)).length
  return common / (first.size + second.size - common)
}

function trigrams(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) => {
      const letters = [' ', ' ', ...word, ' ']
      return letters.slice(2).map((_, n) => letters.slice(n, n + 3).join(''))
    }),
  )
}
