/** Follows the route by the reader's position: the next turn, what remains, and a notice off the route. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { PlannedRoute } from '../../../geodata/model/answers/route-plan.ts'
import { type Following, follow, remainingSeconds } from '../../../geodata/model/routes/follow.ts'
import { figuresOf, type MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import { turnText } from '../../../geodata/model/routes/turn-words.ts'
import type { DeskContext } from '../../desk.ts'
import { formatLength, formatNumber } from '../../format.ts'
import { messages as page } from '../../messages.ts'
import { followLine } from '../../parts/elevation-profile/follow-line.ts'
import { ElevationProfile, measureWay } from '../../parts/elevation-profile/index.tsx'
import { AlongSection } from './along-section.tsx'
import { messages } from './messages.ts'
import { TurnArrow } from './route-detail.tsx'
import { keepAwake } from './wake-lock.ts'
import { durationWords } from './words.ts'

interface Props {
  readonly context: DeskContext
  readonly route: PlannedRoute
  readonly onReplan: (at: readonly [longitude: number, latitude: number]) => void
  readonly onEnd: () => void
}

/** A turn counts as passed this many metres behind it. */
const PASSED_M = 8
/** The end counts as reached this many metres before it. */
const REACHED_M = 20
const ZOOM = 16.5

type Place = readonly [longitude: number, latitude: number]

/** Watches the position while the panel is open, and moves dot and map. */
function useFollowing({ context, line }: { context: DeskContext; line: MeasuredLine }) {
  const state = useSignal<Following | null>(null)
  const at = useSignal<number | null>(null)
  const place = useSignal<Place | null>(null)
  useEffect(() => {
    const stopWake = keepAwake()
    let isFirst = true
    const watch = navigator.geolocation.watchPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        const before = state.peek()
        const next = follow(line, before, { at: [longitude, latitude], accuracy_m: accuracy })
        state.value = next
        at.value = next && !next.isOff ? next.at_m : at.peek()
        place.value = [longitude, latitude]
        context.map.flyTo({ center: [longitude, latitude], ...(isFirst ? { zoom: ZOOM } : {}) })
        isFirst = false
        if (next && next.isOff !== (before?.isOff ?? false))
          context.announce(next.isOff ? messages.isOff : messages.backOn)
      },
      ({ code }) =>
        context.notify({ kind: 'information', text: code === 1 ? page.locateDenied : page.locateFailed }),
      { enableHighAccuracy: true, maximumAge: 2000 },
    )
    return () => {
      navigator.geolocation.clearWatch(watch)
      stopWake()
    }
  }, [line])
  return { state, at, place }
}

function Next({ context, route, at_m }: Pick<Props, 'context' | 'route'> & { readonly at_m: number }) {
  const spoken = context.language.value
  const ahead = route.turns.filter((turn) => turn.at_m > at_m + PASSED_M)
  const [next, after] = ahead
  if (!next || route.length_m - at_m <= REACHED_M)
    return (
      <p class="follow-next" role="status">
        {messages.arrived[spoken]}
      </p>
    )
  return (
    <div class="follow-next">
      <TurnArrow kind={next.kind} size={40} />
      <div>
        <p class="follow-distance">{formatLength(next.at_m - at_m, spoken)}</p>
        <p role="status">{turnText(next, spoken)}</p>
        {after && (
          <p class="muted small">
            {messages.afterwards[spoken]} {turnText(after, spoken)}
          </p>
        )}
      </div>
    </div>
  )
}

function Left({ context, route, line, at_m }: LeftProps) {
  const spoken = context.language.value
  const { ascent_m } = figuresOf(line, { from_m: at_m, to_m: route.length_m })
  const figures = [
    [messages.left[spoken], formatLength(Math.max(0, route.length_m - at_m), spoken)],
    [messages.left[spoken], durationWords(remainingSeconds(route.parts, route.arrive, at_m), spoken)],
    ...(ascent_m === null
      ? []
      : [
          [
            messages.leftClimb[spoken],
            `${formatNumber(ascent_m, spoken, 0)} ${spoken === 'zh' ? '米' : 'm'}`,
          ],
        ]),
  ]
  return (
    <dl class="figures follow-left">
      {figures.map(([title, value]) => (
        <div key={value}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const secondsBetween = ({ parts, arrive }: PlannedRoute, from_m: number, to_m: number) =>
  remainingSeconds(parts, arrive, from_m) - remainingSeconds(parts, arrive, to_m)

interface LeftProps extends Pick<Props, 'context' | 'route'> {
  readonly line: MeasuredLine
  readonly at_m: number
}

function Off({ context, state, place, onReplan }: OffProps) {
  const spoken = context.language.value
  const now = state.value
  if (!now?.isOff) return null
  return (
    <div class="message error" role="alert">
      <span>
        {messages.isOff[spoken]} · {messages.offBy[spoken]} {formatLength(now.distance_m, spoken)}
      </span>
      <button type="button" class="text-button" onClick={() => place.value && onReplan(place.value)}>
        {messages.replan[spoken]}
      </button>
    </div>
  )
}

interface OffProps extends Pick<Props, 'context' | 'onReplan'> {
  readonly state: Signal<Following | null>
  readonly place: Signal<Place | null>
}

export function FollowPanel({ context, route, onReplan, onEnd }: Props) {
  const spoken = context.language.value
  const line = useMemo(() => measureWay(route), [route])
  const { state, at, place } = useFollowing({ context, line })
  const part = useSignal<Range | null>(null)
  const tied = useSignal<MeasuredLine | null>(line)
  const looked = useSignal<number | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.scrollIntoView({ block: 'start', behavior: 'instant' }), [])
  useEffect(() => followLine({ map: context.map, line: tied, at, part, isStill: true }), [])
  const at_m = state.value?.at_m ?? 0
  return (
    <div class="plan follow" ref={panel}>
      {state.value === null ? (
        <p class="follow-next" role="status">
          {messages.waiting[spoken]}
        </p>
      ) : (
        <>
          <Off context={context} state={state} place={place} onReplan={onReplan} />
          <Next context={context} route={route} at_m={at_m} />
          <Left context={context} route={route} line={line} at_m={at_m} />
        </>
      )}
      <button type="button" class="button wide" onClick={onEnd}>
        {messages.stopFollowing[spoken]}
      </button>
      <p class="muted small">{messages.screenStays[spoken]}</p>
      <ElevationProfile way={route} spoken={spoken} at={looked.value === null ? at : looked} part={part} />
      <AlongSection
        context={context}
        line={line}
        from_m={Math.floor(at_m / 100) * 100}
        timeAt={(there_m) => Date.now() + 1000 * secondsBetween(route, at_m, there_m)}
      />
    </div>
  )
}
