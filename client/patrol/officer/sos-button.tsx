/** SOS button: a second press within five seconds sends the call with the position of the phone. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PatrolUnit } from '../../../geodata/model/answers/patrol.ts'
import type { DeskContext } from '../../desk.ts'
import type { Outbox } from '../../offline/outbox.ts'
import { newEventKey } from '../../source/event-key.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly outbox: Outbox
  readonly unit: PatrolUnit
}

const ARMED_MS = 5000
/** Maximum milliseconds to wait for a position before the call is sent. */
const PLACE_MS = 4000

/** Returns the position of the phone; null if it takes too long. */
function ownPlace(): Promise<{ readonly lon: number; readonly lat: number } | null> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(() => resolve(null), PLACE_MS)
    navigator.geolocation?.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => {
        window.clearTimeout(timer)
        resolve({ lon: longitude, lat: latitude })
      },
      () => resolve(null),
      { enableHighAccuracy: true, timeout: PLACE_MS, maximumAge: 60_000 },
    )
  })
}

export function SosButton({ context, outbox, unit }: Props) {
  const spoken = context.language.value
  const isArmed = useSignal(false)
  const isBusy = useSignal(false)
  useEffect(() => {
    if (!isArmed.value) return
    const timer = window.setTimeout(() => {
      isArmed.value = false
    }, ARMED_MS)
    return () => window.clearTimeout(timer)
  }, [isArmed.value])
  const call = async () => {
    isArmed.value = false
    isBusy.value = true
    const at = new Date().toISOString()
    const place = await ownPlace()
    const key = newEventKey()
    await outbox.add({
      incident: null,
      path: `/patrol/units/${unit.id}/sos`,
      body: { key, at, ...place },
      photo: null,
      key,
    })
    await outbox.flush()
    isBusy.value = false
    const isSent = !outbox.waiting.peek().some((item) => item.key === key)
    if (outbox.refused.peek().length === 0)
      context.notify({ kind: 'information', text: isSent ? messages.sosSent : messages.queued })
  }
  return (
    <button
      type="button"
      class="button danger sos"
      disabled={isBusy.value}
      aria-live="polite"
      onClick={() => {
        if (isArmed.value) void call()
        else isArmed.value = true
      }}
    >
      {(isArmed.value ? messages.sosKey : messages.sos)[spoken]}
    </button>
  )
}
