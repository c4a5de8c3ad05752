/** The chosen route: profile, reasons, facilities on the way, directions, downloads. */
import { type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { PlannedRoute, RouteProfileId, RouteTurn } from '../../../geodata/model/answers/route-plan.ts'
import {
  type RouteFileFormat,
  routeFileFormats,
  routeFiles,
} from '../../../geodata/model/routes/files/formats.ts'
import { remainingSeconds } from '../../../geodata/model/routes/follow.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import { turnText } from '../../../geodata/model/routes/turn-words.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { formatLength } from '../../format.ts'
import { openDialog } from '../../page/open-dialog.ts'
import { shareLink } from '../../page/share-link.ts'
import { followLine } from '../../parts/elevation-profile/follow-line.ts'
import { ElevationProfile, measureWay } from '../../parts/elevation-profile/index.tsx'
import { Icon } from '../../parts/icons.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { AlongSection } from './along-section.tsx'
import { messages } from './messages.ts'
import { markOf } from './plan-map.ts'
import { nightText, turnAngle, whyText } from './words.ts'

interface Props {
  readonly context: DeskContext
  readonly route: PlannedRoute
  readonly title: string
  readonly profile: RouteProfileId
  readonly onFollow: () => void
}

export function TurnArrow({ kind, size = 18 }: { readonly kind: RouteTurn['kind']; readonly size?: number }) {
  const angle = turnAngle[kind]
  return (
    <svg
      class="icon turn-arrow"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {angle === undefined ? (
        <circle cx="12" cy="12" r="4" />
      ) : (
        <path d="M12 20V5M6 11l6-6 6 6" transform={`rotate(${angle} 12 12)`} />
      )}
    </svg>
  )
}

function Why({ route, spoken }: { readonly route: PlannedRoute; readonly spoken: Language }) {
  const night = nightText(route, spoken)
  if (route.why.length === 0 && night === null) return null
  return (
    <section class="desk-section plan-why" aria-label={messages.why[spoken]}>
      <h3>{messages.why[spoken]}</h3>
      <ul class="plain">
        {night && (
          <li>
            <Icon name="moon" size={16} /> {night}
          </li>
        )}
        {route.why.map((why, index) => (
          <li key={index}>
            <Icon name="warning" size={16} /> {whyText(why, spoken)}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface TurnsProps {
  readonly route: PlannedRoute
  readonly spoken: Language
  readonly at: Signal<number | null>
  readonly onShow: (turn: RouteTurn) => void
}

function Turns({ route, spoken, at, onShow }: TurnsProps) {
  const rows = useRovingFocus()
  return (
    <details class="plan-turns">
      <summary>{messages.turns[spoken]}</summary>
      <ol class="plain list" ref={rows}>
        {route.turns.map((turn) => (
          <li key={`${turn.at_m} ${turn.kind}`}>
            <button
              type="button"
              class="list-row plan-turn"
              onClick={() => {
                at.value = turn.at_m
                onShow(turn)
              }}
            >
              <TurnArrow kind={turn.kind} />
              <span>{turnText(turn, spoken)}</span>
              <span class="list-figure">{turn.metres > 0 && formatLength(turn.metres, spoken)}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Offers a text as a file. */
function save(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Browsers read the text after the click.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function Downloads({
  route,
  title,
  profile,
  spoken,
}: Pick<Props, 'route' | 'title' | 'profile'> & { readonly spoken: Language }) {
  const buttons = useRovingFocus()
  const write = (format: RouteFileFormat) => {
    const { type, write: text } = routeFiles[format]
    save(
      text({
        profile,
        depart: route.parts[0]?.arrive ?? route.arrive,
        routes: [route],
        language: spoken,
        title,
      }),
      type,
      `${title}.${format}`,
    )
  }
  return (
    <fieldset class="hand-over">
      <legend>{messages.download[spoken]}</legend>
      <div class="chips" ref={buttons}>
        {routeFileFormats.map((format) => (
          <button
            key={format}
            type="button"
            class="chip plain-chip"
            aria-label={`${messages.download[spoken]} ${format.toUpperCase()}`}
            onClick={() => write(format)}
          >
            {format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Actions({ spoken, onFollow }: { readonly spoken: Language; readonly onFollow: () => void }) {
  return (
    <div class="card-actions plan-actions">
      <button type="button" class="button primary" onClick={onFollow}>
        <Icon name="locate" size={18} />
        {messages.follow[spoken]}
      </button>
      <button type="button" class="button" onClick={() => void shareLink()}>
        <Icon name="share" size={18} />
        {messages.share[spoken]}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          openDialog.value = 'print'
        }}
      >
        <Icon name="print" size={18} />
        {messages.print[spoken]}
      </button>
    </div>
  )
}

export function RouteDetail({ context, route, title, profile, onFollow }: Props) {
  const spoken = context.language.value
  const at = useSignal<number | null>(null)
  const part = useSignal<Range | null>(null)
  const measured = useMemo(() => measureWay(route), [route])
  const line = useSignal(measured)
  useEffect(() => {
    line.value = measured
    at.value = null
    part.value = null
  }, [measured])
  const tied = useComputed(() => line.value)
  useEffect(() => followLine({ map: context.map, line: tied, at, part }), [])
  const gaps = route.stops.flatMap(({ gap_m, at_m }, index) =>
    gap_m > 50 ? [{ gap_m, at_m, mark: markOf(index, route.stops.length) }] : [],
  )
  return (
    <div class="plan-detail">
      <Actions spoken={spoken} onFollow={onFollow} />
      {gaps.map(({ at_m, gap_m, mark }) => (
        <p key={at_m} class="muted small">
          {mark} · {messages.gapToWay[spoken]} {formatLength(gap_m, spoken)}
        </p>
      ))}
      <Why route={route} spoken={spoken} />
      <ElevationProfile way={route} spoken={spoken} at={at} part={part} />
      <AlongSection
        context={context}
        line={measured}
        timeAt={(at_m) => Date.parse(route.arrive) - 1000 * remainingSeconds(route.parts, route.arrive, at_m)}
      />
      <Turns
        route={route}
        spoken={spoken}
        at={at}
        onShow={({ lon, lat }) =>
          context.map.flyTo({ center: [lon, lat], zoom: Math.max(16, context.map.camera.peek().zoom) })
        }
      />
      <Downloads route={route} title={title} profile={profile} spoken={spoken} />
    </div>
  )
}
