/** Unacknowledged alarms at the top of a lead's panel; each new one plays a sound. */
import { useEffect, useRef } from 'preact/hooks'
import { alarmsSchema, type PatrolAlarm } from '../../../geodata/model/answers/patrol-alarm.ts'
import type { DeskContext } from '../../desk.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { Icon } from '../../parts/icons.tsx'
import { useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { formatMoment } from '../china-time.ts'
import { mayDirect } from '../dispatch/who.ts'
import { alarmReason } from '../movements/crossing-text.ts'
import type { PatrolState } from '../patrol-state.ts'
import { UnitLink } from '../place-links.tsx'
import { alarmTitles, messages } from './messages.ts'
import { soundAlarm } from './sound.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const readAlarms = (body: unknown) => alarmsSchema.parse(body).alarms

/** Plays a sound once for each alarm that arrives while the page is open. */
function useSound(alarms: readonly PatrolAlarm[] | null): void {
  const known = useRef<Set<number> | null>(null)
  useEffect(() => {
    if (alarms === null) return
    const before = known.current
    known.current = new Set(alarms.map(({ id }) => id))
    if (before && alarms.some(({ id }) => !before.has(id))) soundAlarm()
  }, [alarms])
}

interface AlarmProps extends Props {
  readonly alarm: PatrolAlarm
  readonly onDone: () => void
}

function Alarm({ context, state, alarm, onDone }: AlarmProps) {
  const spoken = context.language.value
  const action = useAction()
  const { id, kind, unit, zone_code, at, lon, lat } = alarm
  const reason = alarmReason(alarm, spoken)
  return (
    <li class="alarm" data-kind={kind}>
      <span class="alarm-what">
        <strong>{alarmTitles[kind][spoken]}</strong>{' '}
        <UnitLink context={context} state={state} code={unit} zone={zone_code} />
        <span class="small"> {formatMoment(at, alarm.raised_at, spoken)}</span>
        {reason && <span class="small"> · {reason}</span>}
      </span>
      {lon !== null && lat !== null && (
        <button
          type="button"
          class="text-button"
          onClick={() => context.map.flyTo({ center: [lon, lat], zoom: 16 })}
        >
          {messages.show[spoken]}
        </button>
      )}
      <button
        type="button"
        class="button"
        disabled={action.busy}
        onClick={() =>
          void action.run(async () => {
            try {
              await sendJson('POST', `/patrol/alarms/${id}/acknowledgement`, {})
            } finally {
              onDone()
            }
          })
        }
      >
        {messages.acknowledge[spoken]}
        <span class="visually-hidden"> {unit}</span>
      </button>
      <Failure reason={action.failure} />
    </li>
  )
}

function Alarms({ context, state }: Props) {
  const spoken = context.language.value
  const alarms = useResource('/patrol/alarms', readAlarms)
  const told = state.alarmsTold.value
  useEffect(() => {
    if (told > 0) alarms.reload()
  }, [told])
  useSound(alarms.value)
  const open = alarms.value ?? []
  return (
    <div role="alert" class="alarms" hidden={open.length === 0}>
      {open.length > 0 && (
        <>
          <h3>
            <Icon name="warning" size={18} /> {messages.title[spoken]} {open.length}
          </h3>
          <ul class="plain">
            {open.map((one) => (
              <Alarm
                key={one.id}
                context={context}
                state={state}
                alarm={one}
                onDone={() => alarms.reload()}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Shows the alarms to leads. */
export function AlarmList(props: Props) {
  return mayDirect(props.context) ? <Alarms {...props} /> : null
}
