/** What the search field holds and shows, as signals. */
import { computed, signal } from '@preact/signals'
import type { SearchHit } from '../../geodata/model/answers/search.ts'

export const query = signal('')
export const hits = signal<readonly SearchHit[] | 'searching' | null>(null)
/** True if the reader wants to see results: they appear as soon as there are any. */
export const resultsWanted = signal(false)
/** True if results, or a message in their place, are shown below the field. */
export const resultsOpen = computed(
  () => resultsWanted.value && query.value.trim() !== '' && hits.value !== null,
)
