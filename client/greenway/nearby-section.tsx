/** Section of any card: links for going there, and the nearest facility of each useful kind. */
import type { Geometry } from 'geojson'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { CardSectionProps, DeskContext } from '../desk.ts'
import { extentOf } from '../map/extent.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { KindList, KindRow } from './card-list.tsx'
import { type FoundFacility, NEAREST, nearestPath, readNearest } from './found-data.ts'
import { figureOf, kindTitle } from './found-list.tsx'
import { foundMessages } from './found-messages.ts'
import { navigationServices } from './hand-over.ts'
import { OpenNow } from './open-now.tsx'
import { planWith } from './plan/plan-state.ts'

type Place = readonly [longitude: number, latitude: number]

/** In the order of a visitor's needs. */
const useful: readonly FacilityKind[] = [
  'toilet',
  'drinking_water',
  'service_station',
  'car_park',
  'bicycle_hire',
  'metro_station',
  'bus_stop',
  'first_aid',
]

/** Returns the place of a card: the point itself, or the middle of the extent. */
function placeOf(geometry: Geometry): Place {
  if (geometry.type === 'Point') {
    const [longitude = 0, latitude = 0] = geometry.coordinates
    return [longitude, latitude]
  }
  const [west, south, east, north] = extentOf(geometry)
  return [(west + east) / 2, (south + north) / 2]
}

interface FromProps {
  readonly context: DeskContext
  readonly from: Place
  /** The facility of the card itself, which is left out. */
  readonly except: number | undefined
}

function NearestOfKind({ context, from, except, kind }: FromProps & { readonly kind: FacilityKind }) {
  const path = nearestPath(from, [kind], NEAREST + 1)
  const resource = useResource(path, readNearest(NEAREST, except))
  return <KindList context={context} kind={kind} resource={resource} from={from} />
}

function Kinds({ context, from, except, found }: FromProps & { readonly found: readonly FoundFacility[] }) {
  const spoken = context.language.value
  const rows = useRovingFocus('.nearby-row')
  const nearest = useful.flatMap((kind) => found.find((one) => one.kind === kind) ?? [])
  if (nearest.length === 0) return <p class="muted small">{foundMessages.nothingNearby[spoken]}</p>
  return (
    <ul class="plain list" ref={rows}>
      {nearest.map((one) => (
        <KindRow
          key={one.kind}
          context={context}
          kind={one.kind as FacilityKind}
          figure={figureOf(one, spoken)}
        >
          <NearestOfKind context={context} from={from} except={except} kind={one.kind as FacilityKind} />
        </KindRow>
      ))}
    </ul>
  )
}

function HandOver({ context, from, name }: Pick<FromProps, 'context' | 'from'> & { readonly name: string }) {
  const spoken = context.language.value
  return (
    <fieldset class="hand-over">
      <legend>{foundMessages.goThere[spoken]}</legend>
      {navigationServices.map(({ id, title, linkTo }) => (
        <a
          key={id}
          href={linkTo({ at: from, name })}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`${foundMessages.goThere[spoken]}: ${title[spoken]} (${foundMessages.newWindow[spoken]})`}
        >
          {title[spoken]}
        </a>
      ))}
    </fieldset>
  )
}

/** Plans a way from or to the place of the card. */
function PlanButtons({
  context,
  from,
  name,
}: Pick<FromProps, 'context' | 'from'> & { readonly name: string }) {
  const spoken = context.language.value
  const start = (end: 'from' | 'to') => {
    planWith(end, { at: from, name: { zh: name, en: name }, isOwn: false })
    context.closeCard()
  }
  return (
    <div class="card-actions">
      <button type="button" class="button" onClick={() => start('to')}>
        {foundMessages.toHere[spoken]}
      </button>
      <button type="button" class="button" onClick={() => start('from')}>
        {foundMessages.fromHere[spoken]}
      </button>
    </div>
  )
}

function Nearby({ context, from, except, isPoint }: FromProps & { readonly isPoint: boolean }) {
  const spoken = context.language.value
  // One more of each kind, because the card's own facility is left out.
  const resource = useResource(nearestPath(from, useful, 2), readNearest(2 * useful.length, except))
  return (
    <section class="desk-section" aria-label={foundMessages.nearby[spoken]}>
      <h3>
        {foundMessages.nearby[spoken]}{' '}
        <small>{(isPoint ? foundMessages.nearbyFrom : foundMessages.nearbyFromMiddle)[spoken]}</small>
      </h3>
      <Loaded resource={resource}>
        {(found) => <Kinds context={context} from={from} except={except} found={found} />}
      </Loaded>
    </section>
  )
}

/** Returns the name of the destination for a navigation service. */
function titleOf({ properties }: NonNullable<CardSectionProps['feature']>, context: DeskContext): string {
  const spoken = context.language.value
  const { name, name_en, kind } = properties
  const own = spoken === 'en' ? (name_en ?? name) : name
  return typeof own === 'string' && own !== '' ? own : kindTitle(String(kind ?? ''), spoken)
}

export function nearbySection(context: DeskContext, plans: boolean) {
  return function NearbySection({ reference, feature }: CardSectionProps) {
    if (!feature) return null
    const from = placeOf(feature.geometry)
    const isPoint = feature.geometry.type === 'Point'
    const { opening_hours: listed } = feature.properties
    const hours = typeof listed === 'string' ? listed : null
    const except = reference.layer === 'facilities' ? reference.id : undefined
    return (
      <>
        {hours !== null && <OpenNow text={hours} spoken={context.language.value} />}
        {isPoint && plans && <PlanButtons context={context} from={from} name={titleOf(feature, context)} />}
        {isPoint && <HandOver context={context} from={from} name={titleOf(feature, context)} />}
        <Nearby context={context} from={from} except={except} isPoint={isPoint} />
      </>
    )
  }
}
