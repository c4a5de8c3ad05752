/** Starts a roll call of units on shift, and shows which units have answered. */
import { useEffect } from 'preact/hooks'
import { rollCallsSchema } from '../../../geodata/model/answers/patrol-alarm.ts'
import type { DeskContext } from '../../desk.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { formatMoment } from '../china-time.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  /** Changes whenever a roll call is started or answered. */
  readonly told: number
}

/** A roll call is shown for this many milliseconds. */
const SHOWN_MS = 3_600_000

const readRollCalls = (body: unknown) => rollCallsSchema.parse(body)

export function RollCall({ context, told }: Props) {
  const spoken = context.language.value
  const calls = useResource('/patrol/roll-calls', readRollCalls)
  const action = useAction()
  const [last] = calls.value?.roll_calls ?? []
  const now = Date.parse(calls.value?.as_of ?? '')
  const isRecent = last !== undefined && now - Date.parse(last.started_at) < SHOWN_MS
  useEffect(() => {
    if (told > 0) calls.reload()
  }, [told])
  const answered = last?.units.filter(({ answered_at }) => answered_at !== null) ?? []
  const missing = last?.units.filter(({ answered_at }) => answered_at === null) ?? []
  return (
    <div class="roll-call small">
      <button
        type="button"
        class="text-button"
        disabled={action.busy}
        onClick={() =>
          void action.run(async () => {
            await sendJson('POST', '/patrol/roll-calls', {})
            calls.reload()
          })
        }
      >
        {messages.callRoll[spoken]}
      </button>
      {isRecent && (
        <span role="status">
          {formatMoment(last.started_at, last.due_at, spoken)} {messages.answered[spoken]} {answered.length}/
          {last.units.length}
          {missing.length > 0 &&
            ` · ${messages.missing[spoken]} ${missing.map(({ unit }) => unit).join(spoken === 'zh' ? '、' : ', ')}`}
        </span>
      )}
      <Failure reason={action.failure} />
    </div>
  )
}
