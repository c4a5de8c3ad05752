/** The planner: stops, profile and options, and the routes of the server's answer. */
import './plan.css'
import { computed, signal, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import {
  type LoopPlan,
  loopPlanSchema,
  type PlannedRoute,
  routePlanSchema,
} from '../../../geodata/model/answers/route-plan.ts'
import { nearestOn } from '../../../geodata/model/routes/measured-line.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { pickPlace } from '../../map/pick-place.ts'
import { measureWay } from '../../parts/elevation-profile/index.tsx'
import { Icon } from '../../parts/icons.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { boundsOf } from '../place.ts'
import { FollowPanel } from './follow-panel.tsx'
import { messages, profileNames } from './messages.ts'
import { LoopWish, Options } from './options.tsx'
import { MOST_STOPS, type Plan, planProfiles, type Stop } from './plan-address.ts'
import { type Drawn, followPlan, markOf } from './plan-map.ts'
import { requestPath } from './plan-request.ts'
import { changePlan, openPlan, plan } from './plan-state.ts'
import { printedPlan, titleOf } from './printed-plan.ts'
import { RouteDetail } from './route-detail.tsx'
import { RouteList } from './route-list.tsx'
import { askOwn, StopRow } from './stop-row.tsx'
import { firstEmpty, inOrder, moved, reversed, withEmpty, without, withStop, withVia } from './stops.ts'

type AnyRoute = PlannedRoute | LoopPlan['loops'][number]

interface Props {
  readonly context: DeskContext
}

/** The routes of the last answer, and the one that the reader looks at. */
const routes = signal<readonly AnyRoute[]>([])
const chosen = signal(0)
const drawn = computed<Drawn>(() => ({
  routes: routes.value,
  chosen: chosen.value,
  stops: plan.value?.loop ? plan.value.stops.slice(0, 1) : (plan.value?.stops ?? []),
}))

const read = (body: unknown): readonly AnyRoute[] =>
  typeof body === 'object' && body !== null && 'loops' in body
    ? loopPlanSchema.parse(body).loops
    : routePlanSchema.parse(body).routes

const setStop = (index: number, stop: Stop | null) => {
  if (plan.peek()) changePlan({ stops: withStop(plan.peek()?.stops ?? [], index, stop) })
}

/** Keeps lines and markers on the map while the planner is open. */
function usePlanMap({ context }: Props): void {
  useEffect(() => {
    const stop = followPlan(context.map, drawn, {
      onChoose: (index) => {
        chosen.value = index
      },
      onMove: (index, at) => setStop(index, { at, name: null, isOwn: false }),
      onVia: (from, to) => {
        const current = plan.peek()
        const route = routes.peek()[chosen.peek()]
        if (!current || !route || current.loop) return
        const at_m = nearestOn(measureWay(route), from)?.at_m ?? 0
        const reached = route.stops.map((one) => one.at_m)
        const stop_ = { at: to, name: null, isOwn: false }
        changePlan({ stops: withVia(current.stops, stop_, at_m, reached) })
      },
    })
    return () => {
      stop()
      routes.value = []
    }
  }, [])
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
function OwnNeeded({ context, current }: Props & { readonly current: Plan }) {
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

function Stops({ context, current }: Props & { readonly current: Plan }) {
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
      {!current.loop && <StopActions current={current} spoken={spoken} />}
    </section>
  )
}

function StopActions({ current, spoken }: { readonly current: Plan; readonly spoken: 'zh' | 'en' }) {
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
        <button type="button" class="chip plain-chip" onClick={() => void sortStops()}>
          {messages.shortest[spoken]}
        </button>
      )}
    </div>
  )
}

let fetchPlan: DeskContext['fetchJson'] | null = null

/** Asks for the shortest order of the stops, and takes it. */
async function sortStops(): Promise<void> {
  const current = plan.peek()
  const path = current && requestPath(current, Date.now())
  if (!current || !path || !fetchPlan) return
  try {
    const [best] = await fetchPlan(`${path}&reorder=true`, read)
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

function Profiles({ current, spoken }: { readonly current: Plan; readonly spoken: 'zh' | 'en' }) {
  const chips = useRovingFocus()
  return (
    <fieldset class="plan-option">
      <legend class="visually-hidden">{messages.profile[spoken]}</legend>
      <div class="chips plan-profiles" ref={chips}>
        {planProfiles.map((one) => (
          <button
            key={one}
            type="button"
            class="chip plain-chip"
            aria-pressed={current.profile === one}
            onClick={() => changePlan({ profile: one })}
          >
            {profileNames[one][spoken]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Trip({ current, spoken }: { readonly current: Plan; readonly spoken: 'zh' | 'en' }) {
  const chips = useRovingFocus()
  return (
    <fieldset class="plan-option">
      <legend class="visually-hidden">{messages.kindOfTrip[spoken]}</legend>
      <div class="chips plan-trip" ref={chips}>
        <button
          type="button"
          class="chip plain-chip"
          aria-pressed={current.loop === null}
          onClick={() => changePlan({ loop: null })}
        >
          {messages.toPlace[spoken]}
        </button>
        <button
          type="button"
          class="chip plain-chip"
          aria-pressed={current.loop !== null}
          onClick={() => changePlan({ loop: current.loop ?? { by: 'length', amount: 5000 } })}
        >
          {messages.roundTrip[spoken]}
        </button>
      </div>
    </fieldset>
  )
}

function Found({ context, found, onFollow }: Props & FoundProps) {
  const spoken = context.language.value
  const key = found.map(({ length_m }) => length_m).join()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    routes.value = found
    chosen.value = 0
    const places = found.flatMap(({ geometry }) =>
      geometry.coordinates.map(([lon = 0, lat = 0]) => [lon, lat] as const),
    )
    if (places.length > 0) context.map.fitBounds(boundsOf(places))
    list.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    const told = found.length
    context.announce({ zh: `找到 ${told} 条路线`, en: `${told} routes found` })
  }, [key])
  const route = found[chosen.value] ?? found[0]
  const current = plan.value
  useEffect(() => {
    context.explainPrint(() => printedPlan(plan.peek(), routes.peek()[chosen.peek()]))
    return () => context.explainPrint(() => ({ legend: [], note: null }))
  }, [])
  if (!route || !current)
    return (
      <p class="message" role="status">
        {(current?.loop ? messages.noLoop : messages.none)[spoken]}
      </p>
    )
  return (
    <>
      <div ref={list} class="plan-found">
        <RouteList
          routes={found}
          chosen={chosen.value}
          spoken={spoken}
          onChoose={(index) => {
            chosen.value = index
          }}
        />
        {!current.loop && <p class="muted small">{messages.dragHint[spoken]}</p>}
      </div>
      <RouteDetail
        context={context}
        route={route}
        title={titleOf(current, spoken)}
        onFollow={() => onFollow(route)}
      />
    </>
  )
}

interface FoundProps {
  readonly found: readonly AnyRoute[]
  readonly onFollow: (route: AnyRoute) => void
}

function Answer({ context, path, onFollow }: Props & { path: string; onFollow: FoundProps['onFollow'] }) {
  const answer = useResource(path, read)
  return (
    <Loaded resource={answer}>
      {(found) => <Found context={context} found={found} onFollow={onFollow} />}
    </Loaded>
  )
}

export function PlanPanel({ context }: Props) {
  const spoken = context.language.value
  const following = useSignal<AnyRoute | null>(null)
  fetchPlan = context.fetchJson
  usePlanMap({ context })
  const current = plan.value
  // The time of departure is read when the plan changes, not at each render.
  const path = useMemo(() => current && requestPath(current, Date.now()), [current])
  useEffect(() => {
    if (path === null) routes.value = []
  }, [path])
  if (!current) return null
  if (following.value)
    return (
      <FollowPanel
        context={context}
        route={following.value}
        onReplan={(at) => {
          following.value = null
          setStop(0, { at, name: null, isOwn: true })
        }}
        onEnd={() => {
          following.value = null
        }}
      />
    )
  return (
    <div class="plan">
      <header class="plan-head">
        <h2>{messages.title[spoken]}</h2>
        <button
          type="button"
          class="plan-button"
          aria-label={messages.close[spoken]}
          title={messages.close[spoken]}
          onClick={() => openPlan(false)}
        >
          <Icon name="close" size={20} />
        </button>
      </header>
      <Profiles current={current} spoken={spoken} />
      <Trip current={current} spoken={spoken} />
      <Stops context={context} current={current} />
      {current.loop && <LoopWish plan={current} spoken={spoken} />}
      <OwnNeeded context={context} current={current} />
      <Options plan={current} spoken={spoken} />
      {path && (
        <Answer
          key={current.loop ? 'loops' : 'plan'}
          context={context}
          path={path}
          onFollow={(route) => {
            following.value = route
          }}
        />
      )}
    </div>
  )
}
