/** 绿道: explore the greenways and find facilities. */
import { effect, untracked } from '@preact/signals'
import { render } from 'preact'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import { extentOf } from '../map/extent.ts'
import { cardKind, chosenKinds } from './found-state.ts'
import './greenway.css'
import { listPath, readList } from './greenway-data.ts'
import { GreenwayList } from './greenway-list.tsx'
import { GreenwaySection } from './greenway-section.tsx'
import { lazySection } from './lazy-section.tsx'
import { followPins, pins } from './pins.ts'

/** Draws only what is listed, or only the chosen kinds. Returns the stop function. */
function followKinds({ map }: DeskContext): () => void {
  return effect(() => {
    const chosen = chosenKinds.value.length > 0 ? chosenKinds.value : null
    const kinds = pins.value?.alone ? [] : chosen
    untracked(() => map.filterKinds('facilities', kinds))
  })
}

/** Closes the list in a card when another card opens. Returns the stop function. */
function followCard({ selected }: DeskContext): () => void {
  const keyOf = () => `${selected.value?.layer}.${selected.value?.id}`
  let open = keyOf()
  return effect(() => {
    const now = keyOf()
    if (now !== open) cardKind.value = null
    open = now
  })
}

function extendCards(context: DeskContext): void {
  context.extendCard('greenways', ({ reference }) => <GreenwaySection context={context} id={reference.id} />)
  const Nearby = lazySection(async () => (await import('./nearby-section.tsx')).nearbySection(context))
  for (const { id } of catalogue) if (id !== 'greenways') context.extendCard(id, Nearby)
}

const open: OpenDesk = async (context): Promise<Desk> => {
  const { panel } = context
  extendCards(context)
  for (const stop of [followPins(context), followKinds(context), followCard(context)])
    context.signal.addEventListener('abort', stop)
  const listed = await context.fetchJson(listPath, readList)
  const greenways = [...listed].sort((a, b) => b.properties.length_m - a.properties.length_m)
  const [longest] = greenways
  // Facilities that the address asks for are shown instead.
  if (longest && chosenKinds.peek().length === 0) context.map.present(extentOf(longest.geometry))
  render(<GreenwayList context={context} greenways={greenways} />, panel)
  return { close: () => render(null, panel) }
}

export default open
