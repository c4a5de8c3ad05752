/** How likely two reports describe the same incident, by place, time, kind and words, with a reason for each. */

/** Reports farther apart, in metres or minutes, are not compared. */
export const DUPLICATE_METRES = 300
export const DUPLICATE_MINUTES = 2_880
/** Reports with at least this score are shown as likely duplicates. */
const LIKELY = 0.5
/** A lower similarity of words is not given as a reason. */
const ALIKE = 0.2

export interface Comparison {
  readonly metres: number
  readonly minutes: number
  readonly sameKind: boolean
  /** Similarity of the words, 0 to 1; null if one report has no words. */
  readonly similarity: number | null
}

type DuplicateReason =
  | { readonly code: 'place'; readonly metres: number }
  | { readonly code: 'time'; readonly minutes: number }
  | { readonly code: 'kind' }
  | { readonly code: 'words'; readonly similarity: number }

export interface DuplicateVerdict {
  /** 0 (different) to 1 (same). */
  readonly score: number
  readonly isLikely: boolean
  readonly reasons: readonly DuplicateReason[]
}

/**
 * Returns a score with weights 0.4 for place and 0.2 each for time, kind and words. Without words the other
 * weights are scaled up.
 */
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
 * Returns the similarity of two texts, 0 to 1: the share of trigrams that both contain, as PostgreSQL's pg_trgm
 * counts them. Chinese text up to the next space or punctuation mark is one word.
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
