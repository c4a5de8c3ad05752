/** The desk's section of a parcel's card: indicators with limits, and intersecting control lines. */
import { useEffect } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import { ControlResults } from './control-results.tsx'
import { Indicators } from './indicators.tsx'
import { messages } from './messages.ts'
import type { Overlaps } from './overlaps.ts'
import { readControlLines } from './planning-data.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
  readonly overlaps: Overlaps
}

export function ParcelSection({ context, id, overlaps }: Props) {
  const results = useResource(`/planning/parcels/${id}/control-lines`, readControlLines)
  const found = results.value
  useEffect(() => {
    if (found) overlaps.show(found)
    return () => overlaps.clear()
  }, [found])
  const spoken = context.language.value
  return (
    <>
      {found && <Indicators context={context} indicators={found.indicators} />}
      <section class="desk-section" aria-label={messages.lines[spoken]}>
        <h3>{messages.lines[spoken]}</h3>
        <Loaded resource={results}>
          {({ kinds }) => <ControlResults context={context} kinds={kinds} />}
        </Loaded>
        <p class="muted small">{messages.plane[spoken]}</p>
      </section>
    </>
  )
}
