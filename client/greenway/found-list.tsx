/** A list of facilities with distance and direction; a short one is numbered as on the map. */
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Language } from '../../geodata/model/text.ts'
import { compassPoint } from '../compass.ts'
import type { DeskContext } from '../desk.ts'
import { formatLength } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { imageAddress } from '../source/chosen.ts'
import type { FoundFacility } from './found-data.ts'
import { foundMessages } from './found-messages.ts'
import { NUMBERED } from './pins.ts'

export const kindTitle = (kind: string, spoken: Language): string =>
  facilityKinds[kind as FacilityKind]?.title[spoken] ?? kind

/** Returns the name of a facility, or its kind if it has none. */
function nameOf({ name, name_en, kind }: FoundFacility, spoken: Language): string {
  return (spoken === 'en' ? (name_en ?? name) : name) ?? kindTitle(kind, spoken)
}

/** `357 米 · 西北`, or `距起点 3.2 公里` along a greenway. */
export function figureOf({ distance_m, bearing, along_m }: FoundFacility, spoken: Language): string {
  if (along_m !== null) return `${foundMessages.fromStart[spoken]} ${formatLength(along_m, spoken)}`
  if (distance_m === null) return ''
  const metres = formatLength(distance_m < 10 ? Math.round(distance_m) : distance_m, spoken)
  return bearing === null ? metres : `${metres} · ${compassPoint(bearing)[spoken]}`
}

export function KindIcon({ context, kind }: { readonly context: DeskContext; readonly kind: string }) {
  return <img src={imageAddress(context.theme.value, `facility-${kind}`)} alt="" width={20} height={20} />
}

interface Props {
  readonly context: DeskContext
  readonly found: readonly FoundFacility[]
  readonly label: string
}

export function FoundList({ context, found, label }: Props) {
  const spoken = context.language.value
  const rows = useRovingFocus()
  const isNumbered = found.length <= NUMBERED
  const open = ({ id, lon, lat }: FoundFacility) => {
    context.openCard({ layer: 'facilities', id })
    if (!isNumbered)
      context.map.flyTo({ center: [lon, lat], zoom: Math.max(15, context.map.camera.value.zoom) })
  }
  return (
    <ol class="plain list found" ref={rows} aria-label={label}>
      {found.map((one, index) => (
        <li key={one.id}>
          <button type="button" class="list-row found-row" onClick={() => open(one)}>
            {isNumbered ? (
              <span class="found-number">{index + 1}</span>
            ) : (
              <KindIcon context={context} kind={one.kind} />
            )}
            <span class="list-name">{nameOf(one, spoken)}</span>
            <span class="list-figure">{figureOf(one, spoken)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
