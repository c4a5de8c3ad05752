/** The feature whose card is open, with its attributes and its geometry. */
import { effect, signal } from '@preact/signals'
import type { Text } from '../../geodata/model/text.ts'
import type { CardFeature, FeatureReference } from '../desk.ts'
import { source } from '../source/chosen.ts'
import { isOffline, whenOnline } from '../source/connection.ts'
import { reasonToShow } from '../source/send.ts'
import { selected } from '../store.ts'
import { viewerChanges } from '../viewer.ts'

export type Selection =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly reference: FeatureReference }
  | { readonly state: 'ready'; readonly reference: FeatureReference; readonly feature: CardFeature }
  | { readonly state: 'failed'; readonly reference: FeatureReference; readonly reason: Text }

export const selection = signal<Selection>({ state: 'none' })
/** Incremented to request the same feature again. */
const attempt = signal(0)

export function retrySelection(): void {
  attempt.value += 1
}

async function load(reference: FeatureReference, signalOfLoad: AbortSignal): Promise<void> {
  try {
    const feature = await source.feature(reference, signalOfLoad)
    selection.value = { state: 'ready', reference, feature }
  } catch (error) {
    const reason = reasonToShow(error)
    if (reason) selection.value = { state: 'failed', reference, reason }
    if (isOffline.peek()) whenOnline(retrySelection)
  }
}

/** Loads the selected feature; a new selection aborts the earlier request. */
export function followSelection(): void {
  effect(() => {
    const reference = selected.value
    attempt.value
    viewerChanges.value
    if (!reference) {
      selection.value = { state: 'none' }
      return
    }
    selection.value = { state: 'loading', reference }
    const abort = new AbortController()
    void load(reference, abort.signal)
    return () => abort.abort()
  })
}
