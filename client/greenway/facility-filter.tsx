/** Chips of the kinds of facilities, and the list of the chosen ones. */
import { useSignal } from '@preact/signals'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { DeskContext } from '../desk.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { KindIcon } from './found-list.tsx'
import { FoundSection, startHere } from './found-section.tsx'
import { chosenKinds, showsAll } from './found-state.ts'
import { messages } from './messages.ts'

/** Shown first, by importance; the others follow behind "more". */
const first: readonly FacilityKind[] = [
  'toilet',
  'service_station',
  'drinking_water',
  'car_park',
  'bicycle_hire',
  'metro_station',
  'viewpoint',
  'attraction',
]
const others = (Object.keys(facilityKinds) as FacilityKind[]).filter((kind) => !first.includes(kind))

interface Props {
  readonly context: DeskContext
}

export function FacilityFilter({ context }: Props) {
  const chosen = chosenKinds.value
  const more = useSignal(false)
  const chips = useRovingFocus()
  const spoken = context.language.value
  const shown = [...first, ...others.filter((kind) => more.value || chosen.includes(kind))]
  const set = (kinds: readonly FacilityKind[]) => {
    showsAll.value = false
    startHere(context)
    chosenKinds.value = kinds
  }
  const toggle = (kind: FacilityKind) =>
    set(chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind])
  return (
    <section class="desk-section">
      <h3>{messages.facilities[spoken]}</h3>
      <div class="chips" ref={chips}>
        <button type="button" class="chip" aria-pressed={chosen.length === 0} onClick={() => set([])}>
          {messages.all[spoken]}
        </button>
        {shown.map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={chosen.includes(kind)}
            onClick={() => toggle(kind)}
          >
            <KindIcon context={context} kind={kind} />
            {facilityKinds[kind].title[spoken]}
          </button>
        ))}
        {!more.value && (
          <button
            type="button"
            class="chip"
            onClick={() => {
              more.value = true
            }}
          >
            {messages.more[spoken]} …
          </button>
        )}
      </div>
      <FoundSection context={context} />
    </section>
  )
}
