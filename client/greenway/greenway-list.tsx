/** The desk's panel: which facilities are on the map, and all greenways by length. */
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { formatLength } from '../format.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { FacilityFilter } from './facility-filter.tsx'
import type { ListedGreenway } from './greenway-data.ts'
import { readSummary } from './greenway-data.ts'
import { HealthLink } from './health-link.tsx'
import { messages } from './messages.ts'
import { openPlan } from './plan/plan-state.ts'
import { ReportOpen } from './report-open.tsx'

interface Props {
  readonly context: DeskContext
  readonly greenways: readonly ListedGreenway[]
}

function Row({
  context,
  greenway,
  longest,
}: { greenway: ListedGreenway; longest: number } & Pick<Props, 'context'>) {
  const { id, properties } = greenway
  const spoken = context.language.value
  const name = spoken === 'en' ? (properties.name_en ?? properties.name) : properties.name
  const open = async () => {
    context.openCard({ layer: 'greenways', id })
    try {
      const { bbox } = await context.fetchJson(`/greenway/greenways/${id}`, readSummary)
      context.map.fitBounds(bbox)
    } catch {
      // The page has shown the reason with a retry button.
    }
  }
  const surface = properties.surface as keyof typeof tokens.surface
  return (
    <li>
      <button type="button" class="list-row" onClick={() => void open()}>
        <span class="list-name">{name}</span>
        <span class="list-figure">{formatLength(properties.length_m, spoken)}</span>
        <svg class="list-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={100} height={4} class="list-bar-ground" />
          <rect
            width={Math.max(1.5, (100 * properties.length_m) / longest)}
            height={4}
            fill={tokens.surface[surface] ?? tokens.surface.unknown}
          />
        </svg>
        {properties.loop && <span class="list-more">{messages.loop[spoken]}</span>}
      </button>
    </li>
  )
}

export function GreenwayList({ context, greenways }: Props) {
  const spoken = context.language.value
  const total = greenways.reduce((sum, { properties }) => sum + properties.length_m, 0)
  const longest = Math.max(1, ...greenways.map(({ properties }) => properties.length_m))
  const rows = useRovingFocus()
  if (greenways.length === 0) {
    return (
      <>
        <h2>{messages.title[spoken]}</h2>
        <EmptyState text={messages.empty[spoken]} />
      </>
    )
  }
  return (
    <>
      <h2>{messages.title[spoken]}</h2>
      <p class="muted">
        {greenways.length} {messages.total[spoken]} {formatLength(total, spoken)}
      </p>
      <button type="button" class="button primary wide plan-open" onClick={() => openPlan(true)}>
        {messages.plan[spoken]}
      </button>
      <ReportOpen context={context} />
      <FacilityFilter context={context} />
      <section class="desk-section" aria-label={messages.list[spoken]}>
        <h3>{messages.list[spoken]}</h3>
        <ul class="plain list" ref={rows}>
          {greenways.map((greenway) => (
            <Row key={greenway.id} context={context} greenway={greenway} longest={longest} />
          ))}
        </ul>
      </section>
      <HealthLink context={context} />
    </>
  )
}
