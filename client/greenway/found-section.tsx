/** The desk's list of chosen facilities: the nearest five, or all. */
import { useEffect, useRef } from 'preact/hooks'
import { metresBetween } from '../../geodata/model/distance.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import type { Origin } from './found-address.ts'
import {
  allPath,
  type FoundFacility,
  MOST,
  NEAREST,
  nearestPath,
  readAll,
  readNearest,
} from './found-data.ts'
import { FoundList, kindTitle } from './found-list.tsx'
import { foundMessages } from './found-messages.ts'
import { chosenKinds, origin, showsAll } from './found-state.ts'
import { OriginChoice } from './origin-choice.tsx'
import { deskPins } from './pins.ts'
import { boundsOf } from './place.ts'

interface Props {
  readonly context: DeskContext
}

/**
 * The previous list. The map does not move for an unchanged list. Null if the page's address asked for the
 * first one.
 */
let shownBefore: string | null = chosenKinds.peek().length > 0 ? null : ''

const titleOf = (kinds: readonly FacilityKind[], spoken: Language) =>
  kinds.map((kind) => kindTitle(kind, spoken)).join(spoken === 'zh' ? '、' : ', ')

interface ListedProps extends Props {
  readonly found: readonly FoundFacility[]
  readonly count: number
  readonly from: Origin
  readonly subject: string
}

function Listed({ context, found, count, from, subject }: ListedProps) {
  const spoken = context.language.value
  const section = useRef<HTMLDivElement>(null)
  const isAll = showsAll.value
  const kinds = titleOf(chosenKinds.value, spoken)
  const title = isAll
    ? `${foundMessages.allOf[spoken]}${kinds} · ${count} ${foundMessages.places[spoken]}`.trim()
    : `${foundMessages.nearestOf[spoken]}${kinds}`
  useEffect(() => {
    deskPins.value = { found, from: from.at, alone: isAll }
    const bounds = boundsOf([from.at, ...found.map(({ lon, lat }) => [lon, lat] as const)])
    if (shownBefore === null) context.map.present(bounds)
    else if (shownBefore !== subject && found.length > 0) context.map.fitBounds(bounds)
    if (shownBefore !== subject) section.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    shownBefore = subject
    context.announce({ zh: `${title}：${found.length}`, en: `${title}: ${found.length}` })
    return () => {
      deskPins.value = null
    }
  }, [subject, found])
  return (
    <div ref={section} class="found-section">
      <h3>{title}</h3>
      {found.length === 0 ? (
        <p class="muted small" role="status">
          {(isAll ? foundMessages.none : foundMessages.noneNear)[spoken]}
          {kinds}
        </p>
      ) : (
        <FoundList context={context} found={found} label={title} />
      )}
      {count > MOST && <p class="muted small">{foundMessages.most[spoken]}</p>}
      <button
        type="button"
        class="text-button"
        onClick={() => {
          showsAll.value = !isAll
        }}
      >
        {isAll ? foundMessages.onlyNearest[spoken] : `${foundMessages.showAll[spoken]} ${kinds}`}
      </button>
    </div>
  )
}

function Nearest({ context, from, kinds }: Props & { from: Origin; kinds: readonly FacilityKind[] }) {
  const path = nearestPath(from.at, kinds, NEAREST)
  const nearest = useResource(path, readNearest(NEAREST))
  return (
    <Loaded resource={nearest}>
      {(found) => <Listed context={context} found={found} count={found.length} from={from} subject={path} />}
    </Loaded>
  )
}

function All({ context, from, kinds }: Props & { from: Origin; kinds: readonly FacilityKind[] }) {
  const path = allPath(kinds)
  const all = useResource(path, readAll(from.at))
  return (
    <Loaded resource={all}>
      {({ found, count }) => (
        <Listed context={context} found={found} count={count} from={from} subject={path} />
      )}
    </Loaded>
  )
}

/** Returns the middle of the uncovered map. */
function middleOf({ map }: DeskContext): Origin {
  const { clientWidth, clientHeight } = map.map.getContainer()
  const [x, y] = map.offset()
  const { lng, lat } = map.map.unproject([clientWidth / 2 + x, clientHeight / 2 + y])
  return { at: [lng, lat], name: foundMessages.mapMiddle }
}

/** Farther than this distance in metres, the reader looks at another place than their own. */
const HERE_M = 30_000

/**
 * Chooses the origin of distances: first the reader's own position, if it is known and near; then the middle
 * of the map, unless the reader has chosen a place.
 */
export function startHere(context: DeskContext): void {
  const middle = middleOf(context)
  const own = context.map.ownPosition.peek()
  if (origin.peek() === null && own && metresBetween(own, middle.at) < HERE_M)
    origin.value = { at: own, name: foundMessages.ownPosition }
  else if (origin.peek() === null || origin.peek()?.name === foundMessages.mapMiddle) origin.value = middle
}

export function FoundSection({ context }: Props) {
  const kinds = chosenKinds.value
  useEffect(() => {
    // A desk that is opened again keeps its origin.
    if (kinds.length > 0 && origin.peek() === null) startHere(context)
  }, [kinds])
  const from = origin.value
  if (kinds.length === 0 || !from) return null
  const key = `${kinds.join()} ${from.at.join()}`
  return (
    <>
      {showsAll.value ? (
        <All key={key} context={context} from={from} kinds={kinds} />
      ) : (
        <Nearest key={key} context={context} from={from} kinds={kinds} />
      )}
      <OriginChoice context={context} onMiddle={() => middleOf(context)} />
    </>
  )
}
