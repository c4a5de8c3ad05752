/** The feature whose card is open, with all its attributes and its geometry, from the server. */
import { effect, signal } from '@preact/signals'
import type { Geometry } from 'geojson'
import { z } from 'zod'
import type { Text } from '../../geodata/model/text.ts'
import type { CardFeature, FeatureReference } from '../desk.ts'
import { messages } from '../messages.ts'
import { fetchJson, isAbort, RequestError } from '../source/fetch-json.ts'
import { isPublished } from '../source/published/published.ts'
import { selected } from '../store.ts'
import { turn } from '../viewer.ts'

export type Selection =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly reference: FeatureReference }
  | { readonly state: 'ready'; readonly reference: FeatureReference; readonly feature: CardFeature }
  | { readonly state: 'failed'; readonly reference: FeatureReference; readonly reason: Text }

const geometry = z.custom<Geometry>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && 'coordinates' in value,
)
const featureSchema = z.object({
  type: z.literal('Feature'),
  geometry,
  properties: z.record(z.string(), z.unknown()),
})

export const selection = signal<Selection>({ state: 'none' })
/** Counts up to ask again for the same feature. */
const attempt = signal(0)

export function retrySelection(): void {
  attempt.value += 1
}

/** How a published copy finds a feature: in the tiles of its map, once there is one. */
let inTiles: (reference: FeatureReference) => CardFeature | null = () => null

/** Names what looks features up where there is no server to ask. */
export function lookUpIn(find: (reference: FeatureReference) => CardFeature | null): void {
  inTiles = find
}

function lookUp(reference: FeatureReference): Selection {
  const feature = inTiles(reference)
  return feature
    ? { state: 'ready', reference, feature }
    : { state: 'failed', reference, reason: messages.notInView }
}

async function load(reference: FeatureReference, signalOfLoad: AbortSignal): Promise<void> {
  const path = `/collections/${reference.layer}/items/${reference.id}`
  try {
    const feature = await fetchJson(path, (body) => featureSchema.parse(body), signalOfLoad)
    selection.value = { state: 'ready', reference, feature }
  } catch (error) {
    if (isAbort(error)) return
    const reason = error instanceof RequestError ? error.reason : messages.errorData
    selection.value = { state: 'failed', reference, reason }
  }
}

/** Follows what is selected; a newer choice ends the older request. */
export function followSelection(): void {
  effect(() => {
    const reference = selected.value
    attempt.value
    turn.value
    if (!reference) {
      selection.value = { state: 'none' }
      return
    }
    if (isPublished) {
      selection.value = lookUp(reference)
      return
    }
    selection.value = { state: 'loading', reference }
    const abort = new AbortController()
    void load(reference, abort.signal)
    return () => abort.abort()
  })
}
