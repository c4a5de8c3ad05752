/** The desk's panel: which facilities are on the map, and all greenways by length. */
import { useSignal } from '@preact/signals'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { formatLength } from '../format.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { onServer } from '../source/server-path.ts'
import type { ListedGreenway } from './greenway-data.ts'
import { readSummary } from './greenway-data.ts'
import { messages } from './messages.ts'

/** Shown first, by importance; the others follow behind "more". */
const first: readonly FacilityKind[] = [
  'toilet',
  'service_station',
  'drinking_water',
  'car_park',
  'bicycle_hire',
  'metro_station',
  'viewpoint',
  'attraction',
]
const others = (Object.keys(facilityKinds) as FacilityKind[]).filter((kind) => !first.includes(kind))

/** From this zoom, tiles contain every kind of facility. */
const FINE_ZOOM = 15

interface Props {
  readonly context: DeskContext
  readonly greenways: readonly ListedGreenway[]
}

function FacilityFilter({ context }: Pick<Props, 'context'>) {
  const chosen = useSignal<readonly FacilityKind[]>([])
  const more = useSignal(false)
  const chips = useRovingFocus()
  const spoken = context.language.value
  const set = (kinds: readonly FacilityKind[]) => {
    chosen.value = kinds
    context.map.filterKinds('facilities', kinds.length > 0 ? kinds : null)
  }
  const toggle = (kind: FacilityKind) =>
    set(chosen.value.includes(kind) ? chosen.value.filter((one) => one !== kind) : [...chosen.value, kind])
  return (
    <fieldset class="desk-section">
      <legend>{messages.facilities[spoken]}</legend>
      <div class="chips" ref={chips}>
        <button type="button" class="chip" aria-pressed={chosen.value.length === 0} onClick={() => set([])}>
          {messages.all[spoken]}
        </button>
        {[...first, ...(more.value ? others : [])].map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={chosen.value.includes(kind)}
            onClick={() => toggle(kind)}
          >
            <img
              src={onServer(`/sprites/${context.theme.value}/facility-${kind}.svg`)}
              alt=""
              width={18}
              height={18}
            />
            {facilityKinds[kind].title[spoken]}
          </button>
        ))}
        {!more.value && (
          <button
            type="button"
            class="chip"
            onClick={() => {
              more.value = true
            }}
          >
            {messages.more[spoken]} …
          </button>
        )}
      </div>
      {chosen.value.some((kind) => !first.includes(kind)) && context.map.camera.value.zoom < FINE_ZOOM && (
        <p class="muted small chips-hint">{messages.zoomIn[spoken]}</p>
      )}
    </fieldset>
  )
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
      <FacilityFilter context={context} />
      <section class="desk-section" aria-label={messages.list[spoken]}>
        <h3>{messages.list[spoken]}</h3>
        <ul class="plain list" ref={rows}>
          {greenways.map((greenway) => (
            <Row key={greenway.id} context={context} greenway={greenway} longest={longest} />
          ))}
        </ul>
      </section>
    </>
  )
}
