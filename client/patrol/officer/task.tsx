/** One incident of an officer's unit: clock, route, and the next step as one large button. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import { type IncidentStep, incidentSteps } from '../../../geodata/model/patrol/incident-machine.ts'
import type { DeskContext } from '../../desk.ts'
import { formatCode } from '../../format.ts'
import type { Outbox, Waiting } from '../../offline/outbox.ts'
import { Failure, Field, useAction } from '../../parts/form.tsx'
import { LastLoaded, useResource } from '../../parts/resource.tsx'
import { CaseClock } from '../case-clock.tsx'
import { readStory, storyPath } from '../dispatch/case-data.ts'
import { stepTitles } from '../dispatch/messages.ts'
import { useRoute } from '../dispatch/shown-route.ts'
import { zoneName } from '../incident-text.ts'
import { messages as patrol } from '../messages.ts'
import { openIncident } from '../open-place.ts'
import type { PatrolState } from '../patrol-state.ts'
import { messages } from './messages.ts'
import { PhotoButton } from './photo-button.tsx'
import { projected, type WaitingStep } from './projected.ts'
import { takeOrKeep } from './take-or-keep.ts'

export interface TaskProps {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly outbox: Outbox
  readonly unit: string
  readonly listed: ListedIncident
}

/** Steps of a unit's own work, in order. */
const ownSteps: readonly IncidentStep[] = ['accepted', 'arrived', 'resolved', 'fed_back']

const isStep = (type: unknown): type is IncidentStep => incidentSteps.some((one) => one === type)

/** Returns the steps of an incident that wait in the outbox. */
function waitingSteps(waiting: readonly Waiting[], incident: number): readonly WaitingStep[] {
  return waiting.flatMap(({ incident: of, body }) =>
    of === incident && body && isStep(body.type) ? [{ type: body.type, at: String(body.at) }] : [],
  )
}

interface OpenTaskProps extends TaskProps {
  readonly incident: IncidentStand
  readonly onDone: () => void
}

function TaskSteps({ context, outbox, unit, incident, onDone }: OpenTaskProps) {
  const spoken = context.language.value
  const action = useAction()
  const note = useSignal('')
  const next = ownSteps.find((step) => incident.possible.includes(step))
  const asksNote = incident.state === 'arrived' || incident.state === 'resolved'
  const take = (type: IncidentStep) =>
    action.run(async () => {
      const text = note.value.trim()
      const how = await takeOrKeep(outbox, incident.id, {
        type,
        unit,
        ...(asksNote && text !== '' ? { note: text } : {}),
      })
      if (asksNote) note.value = ''
      context.announce(how === 'kept' ? messages.queued : stepTitles[type])
      onDone()
    })
  const others = ownSteps.filter((step) => step !== next && incident.possible.includes(step))
  return (
    <>
      {asksNote && (
        <Field label={messages.note[spoken]} hint={messages.noteHint[spoken]}>
          {(tied) => (
            <textarea
              {...tied}
              rows={2}
              maxLength={2000}
              value={note.value}
              onInput={({ currentTarget }) => {
                note.value = currentTarget.value
              }}
            />
          )}
        </Field>
      )}
      <Failure reason={action.failure} />
      <div class="task-steps">
        {next && (
          <button
            type="button"
            class="button primary task-next"
            disabled={action.busy}
            onClick={() => void take(next)}
          >
            {stepTitles[next][spoken]}
          </button>
        )}
        {others.map((step) => (
          <button
            key={step}
            type="button"
            class="button"
            disabled={action.busy}
            onClick={() => void take(step)}
          >
            {stepTitles[step][spoken]}
          </button>
        ))}
      </div>
    </>
  )
}

function OpenTask(props: OpenTaskProps) {
  const { context, state, unit, incident, outbox } = props
  const spoken = context.language.value
  const route = useRoute(context, incident.id)
  const isRouted = route.shown.value !== null
  const where =
    incident.zone_code === null ? patrol.noZone[spoken] : zoneName(state, incident.zone_code, spoken)
  return (
    <>
      <h4>
        {formatCode(incident.kind, 'incidentKinds', spoken)}{' '}
        <span class="muted small">{incident.number}</span>
      </h4>
      <p class="small">
        {where} · {formatCode(incident.state, 'incidentStates', spoken)}
      </p>
      {incident.words && <p class="task-words">{incident.words}</p>}
      <CaseClock context={context} state={state} incident={incident} />
      <TaskSteps {...props} />
      <div class="task-steps">
        <button
          type="button"
          class="button"
          aria-pressed={isRouted}
          onClick={() => {
            route.show(isRouted ? null : unit)
            if (!isRouted) context.map.flyTo({ center: [incident.lon, incident.lat], zoom: 15 })
          }}
        >
          {(isRouted ? messages.hideRoute : messages.route)[spoken]}
        </button>
        <PhotoButton context={context} outbox={outbox} incident={incident.id} />
        <button type="button" class="text-button" onClick={() => openIncident(context, incident)}>
          {messages.more[spoken]}
        </button>
      </div>
    </>
  )
}

export function Task(props: TaskProps) {
  const { state, listed, outbox, unit } = props
  const story = useResource(storyPath(listed.id), readStory)
  const known = useRef(0)
  useSignalEffect(() => {
    const turn = state.changes.value.get(listed.id) ?? 0
    if (turn !== known.current) story.reload()
    known.current = turn
  })
  const waiting = waitingSteps(outbox.waiting.value, listed.id)
  return (
    <li class="task">
      <LastLoaded resource={story}>
        {({ incident }) => (
          <OpenTask
            {...props}
            incident={projected(incident as IncidentStand, waiting, unit, state.open.value.sla_from)}
            onDone={() => {
              story.reload()
              state.refresh()
            }}
          />
        )}
      </LastLoaded>
    </li>
  )
}
