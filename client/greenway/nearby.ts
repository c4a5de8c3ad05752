/** Adds facilities near a card's place to the cards of every desk with a map. */
import './greenway.css'
import { effect } from '@preact/signals'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { DeskContext } from '../desk.ts'
import { cardKind } from './found-state.ts'
import { lazyPart } from './lazy-section.tsx'
import { followPins } from './pins.ts'

/** Closes the list in a card when another card opens. Returns stop(). */
function followCard({ selected }: DeskContext): () => void {
  const keyOf = () => `${selected.value?.layer}.${selected.value?.id}`
  let open = keyOf()
  return effect(() => {
    const now = keyOf()
    if (now !== open) cardKind.value = null
    open = now
  })
}

/**
 * Adds a section to all cards except those of greenways, which list facilities along them, until the desk
 * closes. `plans`: the desk shows the planner, which the cards of places open.
 */
export function addNearby(context: DeskContext, plans = false): void {
  const Nearby = lazyPart(async () => (await import('./nearby-section.tsx')).nearbySection(context, plans))
  for (const { id } of catalogue) if (id !== 'greenways') context.extendCard(id, Nearby)
  for (const stop of [followPins(context), followCard(context)])
    context.signal.addEventListener('abort', stop)
}
