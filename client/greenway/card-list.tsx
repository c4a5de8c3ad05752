/**
 * A kind of facilities in a card with a figure. When opened, it lists its facilities and shows them on the
 * map.
 */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { DeskContext } from '../desk.ts'
import { Icon } from '../parts/icons.tsx'
import { Loaded, type Resource } from '../parts/resource.tsx'
import type { FoundFacility } from './found-data.ts'
import { FoundList, KindIcon, kindTitle } from './found-list.tsx'
import { cardKind } from './found-state.ts'
import { cardPins } from './pins.ts'
import { boundsOf } from './place.ts'

type Place = readonly [longitude: number, latitude: number]

interface RowProps {
  readonly context: DeskContext
  readonly kind: FacilityKind
  readonly figure: string
  /** The opened list. */
  readonly children: ComponentChildren
}

export function KindRow({ context, kind, figure, children }: RowProps) {
  const isOpen = cardKind.value === kind
  return (
    <li>
      <button
        type="button"
        class="list-row found-row nearby-row"
        aria-expanded={isOpen}
        onClick={() => {
          cardKind.value = isOpen ? null : kind
        }}
      >
        <KindIcon context={context} kind={kind} />
        <span class="list-name">{kindTitle(kind, context.language.value)}</span>
        <span class="list-figure">{figure}</span>
        <Icon name="chevron" size={18} />
      </button>
      {isOpen && children}
    </li>
  )
}

interface ListProps {
  readonly context: DeskContext
  readonly kind: FacilityKind
  readonly resource: Resource<readonly FoundFacility[]>
  /** Origin of distances; null for lists along a greenway. */
  readonly from: Place | null
}

function Shown({
  context,
  kind,
  from,
  found,
}: Omit<ListProps, 'resource'> & { found: readonly FoundFacility[] }) {
  useEffect(() => {
    cardPins.value = { found, from, alone: from === null }
    const places = found.map(({ lon, lat }) => [lon, lat] as const)
    if (places.length > 0) context.map.fitBounds(boundsOf(from ? [from, ...places] : places))
    return () => {
      cardPins.value = null
    }
  }, [found])
  return <FoundList context={context} found={found} label={kindTitle(kind, context.language.value)} />
}

/** The facilities of an opened kind, in the card and as pins on the map. */
export function KindList({ context, kind, resource, from }: ListProps) {
  return (
    <Loaded resource={resource}>
      {(found) => <Shown context={context} kind={kind} from={from} found={found} />}
    </Loaded>
  )
}
