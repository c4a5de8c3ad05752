/** The units of an incident, the progress of each, and a button to release one. */
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { formatMoment } from '../china-time.ts'
import { UnitLink } from '../place-links.tsx'
import type { CaseProps } from './case.ts'
import { messages } from './messages.ts'
import { mayDirect } from './who.ts'

type Sent = IncidentStand['units'][number]

/** Returns the progress of a unit, and the time of its last step. */
function progressOf({ sent_at, accepted_at, arrived_at, released_at }: Sent): {
  readonly word: Text
  readonly at: string
} {
  if (released_at !== null) return { word: messages.released, at: released_at }
  if (arrived_at !== null) return { word: messages.onScene, at: arrived_at }
  if (accepted_at !== null) return { word: messages.underWay, at: accepted_at }
  return { word: messages.waitsAcceptance, at: sent_at }
}

export function SentUnits({ context, state, open, incident }: CaseProps) {
  const spoken = context.language.value
  const { units, zone_code, received_at } = incident
  if (units.length === 0) return null
  const several = units.filter(({ released_at }) => released_at === null).length > 1
  const mayRelease = mayDirect(context) && several && incident.possible.includes('unit_released')
  return (
    <>
      <h3>{messages.unitsSent[spoken]}</h3>
      <ul class="plain case-units">
        {units.map((unit) => {
          const { word, at } = progressOf(unit)
          return (
            <li key={`${unit.code} ${unit.sent_at}`} data-released={unit.released_at !== null || undefined}>
              <span>
                <UnitLink context={context} state={state} code={unit.code} zone={zone_code} />
                {several && unit.lead && <span class="case-tag">{messages.leadUnit[spoken]}</span>}
              </span>
              <span class="small muted">
                {word[spoken]} {formatMoment(at, received_at, spoken)}
              </span>
              {mayRelease && unit.released_at === null && (
                <button
                  type="button"
                  class="text-button"
                  aria-label={`${messages.release[spoken]} ${unit.code}`}
                  disabled={open.action.busy}
                  onClick={() => void open.take({ type: 'unit_released', unit: unit.code })}
                >
                  {messages.release[spoken]}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
