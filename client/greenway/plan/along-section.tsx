/** Facilities beside the route in their order, the next ones first, with whether they are open on arrival. */
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { FacilityKind } from '../../../geodata/model/facility-families.ts'
import { besideLine } from '../../../geodata/model/routes/along.ts'
import type { MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { formatLength } from '../../format.ts'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { KindIcon, kindTitle } from '../found-list.tsx'
import { openWords } from '../open-now.tsx'
import { deskPins } from '../pins.ts'
import { kindsOnTheWay, type OnTheWay, onTheWayPath, readOnTheWay } from './along-data.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly line: MeasuredLine
  /** Metres along the line from which facilities are ahead. */
  readonly from_m?: number
  /** When the reader is at a distance along the line, in milliseconds since 1970. */
  readonly timeAt: (at_m: number) => number
}

/** The most rows of a list. */
const MOST = 12

const placeOf = ({ geometry }: OnTheWay) => {
  const [lon = 0, lat = 0] = geometry.coordinates
  return [lon, lat] as const
}

/** Whether a facility is open when the reader comes by; empty if its hours are not understood. */
function openOnArrival({ properties }: OnTheWay, arrive: number, spoken: Language): string {
  const words = properties.opening_hours && openWords(properties.opening_hours, arrive, spoken)
  return words ? `${messages.onArrival[spoken]} ${words}` : ''
}

function Rows({ context, line, from_m = 0, timeAt, all }: Props & { readonly all: readonly OnTheWay[] }) {
  const spoken = context.language.value
  const kind = useSignal<FacilityKind | null>(null)
  const chips = useRovingFocus()
  const rows = useRovingFocus()
  const beside = useMemo(() => besideLine(line, all, placeOf), [line, all])
  const ahead = beside.filter(({ at_m }) => at_m >= from_m)
  const kinds = kindsOnTheWay.filter((one) => ahead.some((found) => found.one.properties.kind === one))
  const shown = ahead.filter(({ one }) => one.properties.kind === kind.value).slice(0, MOST)
  const key = shown.map(({ one }) => one.id).join()
  useEffect(() => {
    deskPins.value =
      shown.length === 0
        ? null
        : {
            alone: true,
            from: null,
            found: shown.map(({ one, at_m }) => {
              const [lon, lat] = placeOf(one)
              const { name, name_en } = one.properties
              return {
                id: one.id,
                kind: one.properties.kind,
                name,
                name_en,
                lon,
                lat,
                distance_m: null,
                bearing: null,
                along_m: at_m,
              }
            }),
          }
    return () => {
      deskPins.value = null
    }
  }, [key])
  if (kinds.length === 0) return <p class="muted small">{messages.noneAhead[spoken]}</p>
  return (
    <>
      <div class="chips" ref={chips}>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={kind.value === one}
            onClick={() => {
              kind.value = kind.value === one ? null : one
            }}
          >
            <KindIcon context={context} kind={one} />
            {kindTitle(one, spoken)}
          </button>
        ))}
      </div>
      {shown.length > 0 && (
        <ol class="plain list found" ref={rows} aria-label={kindTitle(kind.value ?? '', spoken)}>
          {shown.map(({ one, at_m, distance_m }) => (
            <li key={one.id}>
              <button
                type="button"
                class="list-row found-row"
                onClick={() => context.openCard({ layer: 'facilities', id: one.id })}
              >
                <KindIcon context={context} kind={one.properties.kind} />
                <span class="list-name">
                  {(spoken === 'en' ? one.properties.name_en : null) ??
                    one.properties.name ??
                    kindTitle(one.properties.kind, spoken)}
                </span>
                <span class="list-figure">
                  {formatLength(at_m - from_m, spoken)}
                  {distance_m > 30 && ` + ${formatLength(Math.round(distance_m), spoken)}`}
                </span>
                {one.properties.opening_hours !== null && (
                  <span class="list-more">{openOnArrival(one, timeAt(at_m), spoken)}</span>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

export function AlongSection(props: Props) {
  const spoken = props.context.language.value
  const path = useMemo(() => onTheWayPath(props.line), [props.line])
  const found = useResource(path, readOnTheWay)
  return (
    <section class="desk-section" aria-label={messages.ahead[spoken]}>
      <h3>
        {messages.ahead[spoken]} <small>{messages.aheadHow[spoken]}</small>
      </h3>
      <Loaded resource={found}>{(all) => <Rows {...props} all={all} />}</Loaded>
    </section>
  )
}
