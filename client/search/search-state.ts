/** State of the search field and its results, as signals. */
import { computed, signal } from '@preact/signals'
import type { SearchAnswer, SearchCategory, SearchHit } from '../../geodata/model/answers/search.ts'
import type { Text } from '../../geodata/model/text.ts'

/** An answer, and the origin of its distances. */
export interface Found extends SearchAnswer {
  readonly from: { readonly at: readonly [longitude: number, latitude: number]; readonly name: Text } | null
}

/** A choice in the list. */
export type Choice =
  | { readonly is: 'category'; readonly category: SearchCategory }
  | { readonly is: 'hit'; readonly hit: SearchHit }

export const query = signal('')
export const hits = signal<Found | 'searching' | null>(null)

/** Categories first, then single places. */
export const choicesOf = ({ categories, results }: SearchAnswer): readonly Choice[] => [
  ...categories.map((category) => ({ is: 'category', category }) as const),
  ...results.map((hit) => ({ is: 'hit', hit }) as const),
]
/** True if the reader wants to see results: they appear as soon as there are any. */
export const resultsWanted = signal(false)
/** True if results, or a message in their place, are shown below the field. */
export const resultsOpen = computed(
  () => resultsWanted.value && query.value.trim() !== '' && hits.value !== null,
)
