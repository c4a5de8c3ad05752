/** The desk's panel. */
import { render } from 'preact'
import type { DeskContext } from '../desk.ts'
import type { Zone } from './patrol-data.ts'
import { words } from './words.ts'
import { ZoneTable } from './zone-table.tsx'

interface Props {
  readonly context: DeskContext
  readonly zones: readonly Zone[]
}

function PatrolPanel({ context, zones }: Props) {
  const spoken = context.language.value
  return (
    <div class="patrol-desk">
      <h2>{words.title[spoken]}</h2>
      <section class="desk-section" aria-label={words.zones[spoken]}>
        <h3>{words.zones[spoken]}</h3>
        <ZoneTable context={context} zones={zones} />
      </section>
    </div>
  )
}

/** Shows the panel in the desk's place. Gives back its end. */
export function showPanel(props: Props): () => void {
  render(<PatrolPanel {...props} />, props.context.panel)
  return () => render(null, props.context.panel)
}
