/** Open incidents near this one, of which it may be another report, with what speaks for it. */
import type { Signal } from '@preact/signals'
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatCode, formatLength } from '../../format.ts'
import { nearest } from '../distance.ts'
import { spanText } from '../span-text.ts'
import type { CaseProps } from './case.ts'
import { messages } from './messages.ts'

/** Farther incidents are another matter. */
const NEAR_METRES = 2000
const MOST = 6

type Near = ReturnType<typeof nearest<ListedIncident>>[number]

/** Open incidents within 2 km, those of the same kind first, then by distance. */
function mergeable(incident: IncidentStand, open: readonly ListedIncident[]): readonly Near[] {
  const others = open.filter(({ id, state }) => id !== incident.id && state !== 'merged')
  const isSame = ({ place }: Near) => Number(place.kind === incident.kind)
  return nearest(incident, others, others.length)
    .filter(({ metres }) => metres <= NEAR_METRES)
    .sort((a, b) => isSame(b) - isSame(a) || a.metres - b.metres)
    .slice(0, MOST)
}

function reasonsOf({ place, metres }: Near, incident: IncidentStand, spoken: Language): string {
  const between = Math.abs(Date.parse(place.received_at) - Date.parse(incident.received_at)) / 1000
  return [
    ...(place.kind === incident.kind ? [messages.sameKind[spoken]] : []),
    `${messages.apart[spoken]} ${formatLength(metres, spoken)}`,
    `${messages.minutesApart[spoken]} ${spanText(between, spoken)}`,
  ].join(' · ')
}

export function MergeChoice({
  context,
  state,
  incident,
  into,
}: CaseProps & { readonly into: Signal<number | null> }) {
  const spoken = context.language.value
  const near = mergeable(incident, state.open.value.incidents)
  if (near.length === 0) return <p class="muted small">{messages.noneToMerge[spoken]}</p>
  return (
    <fieldset class="case-merge">
      <legend class="small">{messages.mergePick[spoken]}</legend>
      {near.map((one) => (
        <label key={one.place.id} class="choice">
          <input
            type="radio"
            name="case-into"
            checked={into.value === one.place.id}
            onChange={() => {
              into.value = one.place.id
            }}
          />
          <span>
            {formatCode(one.place.kind, 'incidentKinds', spoken)} {one.place.number}
            <span class="small muted case-merge-why">{reasonsOf(one, incident, spoken)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
