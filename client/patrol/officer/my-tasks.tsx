/** An officer's work at the top of the panel: unit, unsent requests, and current incidents. */
import { useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { rostersSchema } from '../../../geodata/model/answers/patrol-roster.ts'
import type { DeskContext } from '../../desk.ts'
import { Choice, Failure, useAction } from '../../parts/form.tsx'
import { LastLoaded, useResource } from '../../parts/resource.tsx'
import { newEventKey } from '../../source/event-key.ts'
import { readIncidents } from '../patrol-data.ts'
import type { PatrolState } from '../patrol-state.ts'
import { keepAndSend } from './keep-and-send.ts'
import { messages } from './messages.ts'
import { type OfficerState, rememberUnit } from './officer-state.ts'
import { SosButton } from './sos-button.tsx'
import { Task } from './task.tsx'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

interface OfficerProps extends Props {
  readonly officer: OfficerState
}

const readOwn = (body: unknown) => rostersSchema.parse(body).own

/** Returns today's date; the rosters of today contain the officer's unit. */
const today = () => new Date().toISOString().slice(0, 10)

function UnitChoice({ context, state, officer }: OfficerProps) {
  const spoken = context.language.value
  const units = state.units.value.map(
    ({ code, name, name_en }) => [code, `${code} ${spoken === 'en' ? (name_en ?? name) : name}`] as const,
  )
  return (
    <Choice
      label={messages.unit[spoken]}
      value={officer.unit.value ?? ''}
      options={[['', messages.chooseUnit[spoken]], ...units]}
      onChange={(code) => {
        officer.unit.value = code || null
        rememberUnit(officer.account, code)
      }}
    />
  )
}

/** Shows unsent requests, and requests that the server refused. */
function Waiting({ context, officer: { outbox } }: OfficerProps) {
  const spoken = context.language.value
  const count = outbox.waiting.value.length
  const refused = outbox.refused.value
  return (
    <div role="status">
      {count > 0 && (
        <p class="message warning small">
          <span>
            {messages.waiting[spoken]} {count} {messages.items[spoken]}
          </span>
          <button type="button" class="text-button" onClick={() => void outbox.flush()}>
            {messages.sendNow[spoken]}
          </button>
        </p>
      )}
      {refused.length > 0 && (
        <div class="message error small">
          <span>
            <strong>{messages.refused[spoken]}</strong>
            {refused.map(({ reason }, index) => (
              <p key={`${index} ${reason.en}`}>{reason[spoken]}</p>
            ))}
          </span>
          <button type="button" class="text-button" onClick={() => outbox.dismiss()}>
            {messages.dismiss[spoken]}
          </button>
        </div>
      )}
    </div>
  )
}

/** Buttons for check-in, which also answers a roll call, and for SOS. */
function OwnUnit({ context, state, officer, unit }: OfficerProps & { readonly unit: string }) {
  const spoken = context.language.value
  const own = state.units.value.find(({ code }) => code === unit)
  const action = useAction()
  if (!own) return null
  return (
    <>
      <div class="task-steps">
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() =>
            void action.run(async () => {
              const how = await keepAndSend(officer.outbox, {
                incident: null,
                path: `/patrol/units/${own.id}/check-ins`,
                body: { key: newEventKey(), kind: 'here', at: new Date().toISOString() },
              })
              context.notify({
                kind: 'information',
                text: how === 'kept' ? messages.queued : messages.checkedIn,
              })
            })
          }
        >
          {messages.here[spoken]}
        </button>
        <SosButton context={context} outbox={officer.outbox} unit={own} />
      </div>
      <Failure reason={action.failure} />
    </>
  )
}

function InHand(props: OfficerProps & { readonly unit: string }) {
  const { context, state, officer, unit } = props
  const spoken = context.language.value
  const listed = useResource(
    `/patrol/incidents?status=open&limit=20&unit=${encodeURIComponent(unit)}`,
    readIncidents,
  )
  useSignalEffect(() => {
    if (state.changes.value.size > 0) listed.reload()
  })
  return (
    <LastLoaded resource={listed}>
      {({ incidents }) =>
        incidents.length === 0 ? (
          <p class="muted">{messages.noTask[spoken]}</p>
        ) : (
          <ul class="plain tasks">
            {incidents.map((one) => (
              <Task
                key={one.id}
                context={context}
                state={state}
                outbox={officer.outbox}
                unit={unit}
                listed={one}
              />
            ))}
          </ul>
        )
      }
    </LastLoaded>
  )
}

/** Shows the tasks of an officer. */
export function MyTasks(props: OfficerProps) {
  const { context, officer } = props
  const spoken = context.language.value
  const own = useResource(`/patrol/rosters?from=${today()}&to=${today()}`, readOwn)
  useEffect(() => {
    if (own.value) officer.unit.value = own.value
  }, [own.value])
  const unit = officer.unit.value
  return (
    <section class="desk-section my-tasks" aria-label={messages.title[spoken]}>
      <h3>{messages.title[spoken]}</h3>
      {!own.value && <UnitChoice {...props} />}
      {own.value && <p class="small muted">{unit}</p>}
      <Waiting {...props} />
      {unit && <OwnUnit {...props} unit={unit} />}
      {unit && <InHand key={unit} {...props} unit={unit} />}
    </section>
  )
}
