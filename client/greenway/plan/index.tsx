/** The planner: stops, profile and options, and the routes of the server's answer. */
import './plan.css'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { nearestOn } from '../../../geodata/model/routes/measured-line.ts'
import { profileWords } from '../../../geodata/model/routes/turn-words.ts'
import type { DeskContext } from '../../desk.ts'
import { measureWay } from '../../parts/elevation-profile/index.tsx'
import { Icon } from '../../parts/icons.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { boundsOf } from '../place.ts'
import { FollowPanel } from './follow-panel.tsx'
import { messages } from './messages.ts'
import { LoopWish, Options } from './options.tsx'
import { type Plan, planProfiles } from './plan-address.ts'
import { followPlan } from './plan-map.ts'
import { requestPath } from './plan-request.ts'
import { changePlan, openPlan, plan } from './plan-state.ts'
import { type AnyRoute, chosen, drawn, readRoutes, routes, setStop } from './planned-routes.ts'
import { printedPlan, titleOf } from './printed-plan.ts'
import { RouteDetail } from './route-detail.tsx'
import { RouteList } from './route-list.tsx'
import { OwnNeeded, StopList } from './stop-list.tsx'
import { withVia } from './stops.ts'

interface Props {
  readonly context: DeskContext
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
            {profileWords[one][spoken]}
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
        profile={current.profile}
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
  const answer = useResource(path, readRoutes)
  return (
    <Loaded resource={answer}>
      {(found) => <Found context={context} found={found} onFollow={onFollow} />}
    </Loaded>
  )
}

export function PlanPanel({ context }: Props) {
  const spoken = context.language.value
  const following = useSignal<AnyRoute | null>(null)
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
      <StopList context={context} current={current} />
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
