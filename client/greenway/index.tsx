/** 绿道: explore the greenways and find facilities. */
import { effect, untracked } from '@preact/signals'
import { type ComponentProps, render } from 'preact'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import { extentOf } from '../map/extent.ts'
import { chosenKinds } from './found-state.ts'
import { listPath, readList } from './greenway-data.ts'
import { GreenwayList } from './greenway-list.tsx'
import { GreenwaySection } from './greenway-section.tsx'
import { lazyPart } from './lazy-section.tsx'
import { addNearby } from './nearby.ts'
import { pins } from './pins.ts'
import { plan } from './plan/plan-state.ts'

/** Draws only listed facilities, or only the chosen kinds. Returns stop(). */
function followKinds({ map }: DeskContext): () => void {
  return effect(() => {
    const chosen = chosenKinds.value.length > 0 ? chosenKinds.value : null
    const kinds = pins.value?.alone ? [] : chosen
    untracked(() => map.filterKinds('facilities', kinds))
  })
}

const LazyPlan = lazyPart(async () => (await import('./plan/index.tsx')).PlanPanel)

/** The planner while it is open, otherwise the list. */
function Panel(props: ComponentProps<typeof GreenwayList>) {
  return plan.value ? <LazyPlan context={props.context} /> : <GreenwayList {...props} />
}

const open: OpenDesk = async (context): Promise<Desk> => {
  const { panel } = context
  context.extendCard('greenways', ({ reference }) => <GreenwaySection context={context} id={reference.id} />)
  addNearby(context, true)
  context.signal.addEventListener('abort', followKinds(context))
  const listed = await context.fetchJson(listPath, readList)
  const greenways = [...listed].sort((a, b) => b.properties.length_m - a.properties.length_m)
  const [longest] = greenways
  // Facilities and a plan in the address have priority over the greenway.
  if (longest && chosenKinds.peek().length === 0 && plan.peek() === null)
    context.map.present(extentOf(longest.geometry))
  render(<Panel context={context} greenways={greenways} />, panel)
  return { close: () => render(null, panel) }
}

export default open
