/** Section of a greenway's card: length, surfaces, elevation, facilities, entrances. */
import type { Greenway as GreenwaySummary } from '../../geodata/model/answers/greenways.ts'
import { entranceKinds, surfaces } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { formatLength, formatNumber } from '../format.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { KindList, KindRow } from './card-list.tsx'
import { Flight } from './flight-control.tsx'
import { alongPath, readAlong } from './found-data.ts'
import { foundMessages } from './found-messages.ts'
import type { ListedEntrance } from './greenway-data.ts'
import { readEntrances, readSummary } from './greenway-data.ts'
import { lazyPart } from './lazy-section.tsx'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
}

const LazyProfile = lazyPart(async () => (await import('./profile-section.tsx')).ProfileSection)

function Surfaces({ summary, spoken }: { summary: GreenwaySummary; spoken: Language }) {
  const total = summary.surfaces.reduce((sum, { length_m }) => sum + length_m, 0)
  const share = (metres: number) => (total > 0 ? (100 * metres) / total : 0)
  const colour = (surface: string) =>
    tokens.surface[surface as keyof typeof tokens.surface] ?? tokens.surface.unknown
  const title = (surface: string) => surfaces[surface as keyof typeof surfaces]?.title[spoken] ?? surface
  const starts = summary.surfaces.map((_, index) =>
    summary.surfaces.slice(0, index).reduce((sum, { length_m }) => sum + share(length_m), 0),
  )
  return (
    <section class="desk-section" aria-label={messages.surfaces[spoken]}>
      <h3>{messages.surfaces[spoken]}</h3>
      <svg class="stacked" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        {summary.surfaces.map(({ surface, length_m }, index) => (
          <rect
            key={surface}
            x={starts[index] ?? 0}
            width={share(length_m)}
            height={6}
            fill={colour(surface)}
          />
        ))}
      </svg>
      <ul class="plain keyed">
        {summary.surfaces.map(({ surface, length_m }) => (
          <li key={surface}>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <circle cx="5" cy="5" r="5" fill={colour(surface)} />
            </svg>
            <span>{title(surface)}</span>
            <span class="muted">
              {formatLength(length_m, spoken)} · {formatNumber(share(length_m), spoken, 0)}%
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Figures({ summary, spoken }: { summary: GreenwaySummary; spoken: Language }) {
  const metres = (value: number) => `${formatNumber(value, spoken, 0)} ${spoken === 'zh' ? '米' : 'm'}`
  const { elevation } = summary
  const figures: readonly (readonly [Text, string])[] = [
    [messages.length, formatLength(summary.length_m, spoken)],
    ...(elevation
      ? ([
          [messages.climb, metres(elevation.climb_m)],
          [messages.highest, metres(elevation.max_m)],
          [messages.lowest, metres(elevation.min_m)],
        ] as const)
      : ([[messages.segments, formatNumber(summary.segments, spoken, 0)]] as const)),
  ]
  return (
    <dl class="figures">
      {figures.map(([title, value]) => (
        <div key={title.en}>
          <dt>{title[spoken]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function AlongOfKind({ context, id, kind }: Props & { readonly kind: FacilityKind }) {
  const resource = useResource(alongPath(id, kind), readAlong)
  return <KindList context={context} kind={kind} resource={resource} from={null} />
}

function Along({ context, summary }: { readonly context: DeskContext; readonly summary: GreenwaySummary }) {
  const spoken = context.language.value
  const rows = useRovingFocus('.nearby-row')
  if (summary.facilities.length === 0) return <p class="muted small">{messages.nothingAlong[spoken]}</p>
  return (
    <section class="desk-section" aria-label={messages.alongWay[spoken]}>
      <h3>{messages.alongWay[spoken]}</h3>
      <ul class="plain list" ref={rows}>
        {summary.facilities.map(({ kind, count }) => (
          <KindRow
            key={kind}
            context={context}
            kind={kind as FacilityKind}
            figure={`${formatNumber(count, spoken, 0)} ${foundMessages.places[spoken]}`.trim()}
          >
            <AlongOfKind context={context} id={summary.id} kind={kind as FacilityKind} />
          </KindRow>
        ))}
      </ul>
    </section>
  )
}

function Entrances({ context, entrances }: { context: DeskContext; entrances: readonly ListedEntrance[] }) {
  const spoken = context.language.value
  if (entrances.length === 0) return null
  return (
    <section class="desk-section" aria-label={messages.entrances[spoken]}>
      <h3>{messages.entrances[spoken]}</h3>
      <ul class="plain list">
        {entrances.map(({ id, properties }) => {
          const kind =
            entranceKinds[properties.kind as keyof typeof entranceKinds]?.title[spoken] ?? properties.kind
          const name = (spoken === 'en' ? properties.name_en : null) ?? properties.name ?? kind
          return (
            <li key={id}>
              <button
                type="button"
                class="list-row"
                onClick={() => context.openCard({ layer: 'entrances', id })}
              >
                <span class="list-name">{name}</span>
                <span class="list-figure">{kind}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

export function GreenwaySection({ context, id }: Props) {
  const summary = useResource(`/greenway/greenways/${id}`, readSummary)
  const entrances = useResource(`/collections/entrances/items?greenway_id=${id}&limit=100`, readEntrances)
  const spoken = context.language.value
  return (
    <Loaded resource={summary}>
      {(found) => (
        <>
          <Figures summary={found} spoken={spoken} />
          <Flight context={context} id={id} />
          <LazyProfile context={context} id={id} loop={found.loop} />
          <Surfaces summary={found} spoken={spoken} />
          <Along context={context} summary={found} />
          <Loaded resource={entrances}>
            {(listed) => <Entrances context={context} entrances={listed} />}
          </Loaded>
        </>
      )}
    </Loaded>
  )
}
