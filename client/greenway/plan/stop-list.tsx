/** The stops of the plan: fields, picking on the map, and their order. */
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { Text } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { pickPlace } from '../../map/pick-place.ts'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { messages } from './messages.ts'
import { MOST_STOPS, type Plan } from './plan-address.ts'
import { markOf } from './plan-map.ts'
import { requestPath } from './plan-request.ts'
import { changePlan, plan } from './plan-state.ts'
import { readRoutes, setStop } from './planned-routes.ts'
import { askOwn, StopRow } from './stop-row.tsx'
import { firstEmpty, inOrder, moved, reversed, withEmpty, without } from './stops.ts'

interface Props {
  readonly context: DeskContext
}

/** Which stop the next tap on the map sets: the one that the reader asked for, otherwise the first empty one. */
function usePicking({ context }: Props, current: Plan) {
  const asked = useSignal<number | null>(null)
  const isDismissed = useSignal(false)
  const empty = firstEmpty(current)
  const target = asked.value ?? (empty >= 0 && !isDismissed.value ? empty : null)
  useLayoutEffect(() => {
    if (target === null) return
    return pickPlace(context.map, (at) => {
      asked.value = null
      if (at) setStop(target, { at, name: null, isOwn: false })
      else isDismissed.value = true
    })
  }, [target, current.stops.length])
  return { target, asked }
}

/** A link may name the position of its reader, who is asked for it by a button. */
export function OwnNeeded({ context, current }: Props & { readonly current: Plan }) {
  const spoken = context.language.value
  const index = current.stops.findIndex((stop) => stop?.isOwn && !stop.at)
  if (index === -1) return null
  return (
    <p class="message">
      <span>{messages.needsOwn[spoken]}</span>
      <button
        type="button"
        class="text-button"
        onClick={() => askOwn(context, (stop) => setStop(index, stop))}
      >
        {messages.useOwn[spoken]}
      </button>
    </p>
  )
}

const labelOf = (index: number, count: number): Text => {
  if (index === 0) return messages.from
  if (index === count - 1) return messages.to
  const number = count > 3 ? ` ${index}` : ''
  return { zh: `${messages.via.zh}${number}`, en: `${messages.via.en}${number}` }
}

export function StopList({ context, current }: Props & { readonly current: Plan }) {
  const spoken = context.language.value
  const { target, asked } = usePicking({ context }, current)
  const stops = current.loop ? current.stops.slice(0, 1) : current.stops
  const count = stops.length
  const hint =
    target === null
      ? null
      : target === 0
        ? messages.tapFrom
        : target === count - 1
          ? messages.tapTo
          : messages.tapVia
  return (
    <section aria-label={messages.stops[spoken]}>
      <ol class="plain plan-stops">
        {stops.map((stop, index) => (
          <StopRow
            key={index}
            context={context}
            stop={stop}
            label={labelOf(index, count)}
            mark={markOf(index, count)}
            isPicking={target === index}
            onStop={(next) => setStop(index, next)}
            onPick={() => {
              asked.value = asked.value === index ? null : index
            }}
            onMove={
              index > 0 && count > 2 ? (by) => changePlan({ stops: moved(current.stops, index, by) }) : null
            }
            onRemove={
              count > 2 && index > 0 && index < count - 1
                ? () => changePlan({ stops: without(current.stops, index) })
                : null
            }
          />
        ))}
      </ol>
      {hint && (
        <p class="muted small" role="status">
          {hint[spoken]}
        </p>
      )}
      {!current.loop && <StopActions context={context} current={current} />}
    </section>
  )
}

function StopActions({ context, current }: Props & { readonly current: Plan }) {
  const spoken = context.language.value
  const buttons = useRovingFocus()
  const { stops } = current
  return (
    <div class="chips plan-stop-actions" ref={buttons}>
      <button
        type="button"
        class="chip plain-chip"
        disabled={stops.length >= MOST_STOPS}
        onClick={() => changePlan({ stops: withEmpty(stops) })}
      >
        {messages.addVia[spoken]}
      </button>
      <button type="button" class="chip plain-chip" onClick={() => changePlan({ stops: reversed(stops) })}>
        {messages.reverse[spoken]}
      </button>
      {stops.length > 3 && (
        <button type="button" class="chip plain-chip" onClick={() => void sortStops(context)}>
          {messages.shortest[spoken]}
        </button>
      )}
    </div>
  )
}

/** Asks for the shortest order of the stops, and takes it. */
async function sortStops({ fetchJson }: DeskContext): Promise<void> {
  const current = plan.peek()
  const path = current && requestPath(current, Date.now())
  if (!current || !path) return
  try {
    const [best] = await fetchJson(`${path}&reorder=true`, readRoutes)
    if (best && plan.peek() === current)
      changePlan({
        stops: inOrder(
          current.stops,
          best.stops.map(({ asked }) => asked),
        ),
      })
  } catch {
    // The page has shown the reason.
  }
}
