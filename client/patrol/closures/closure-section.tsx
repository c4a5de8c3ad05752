/** Current and planned closures, for leads: list, map, adding and ending. */
import { signal, useComputed } from '@preact/signals'
import type { Feature, Geometry } from 'geojson'
import { useEffect, useMemo } from 'preact/hooks'
import { type Closure, closuresSchema } from '../../../geodata/model/answers/closures.ts'
import type { DeskContext } from '../../desk.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { formatDayTime } from '../china-time.ts'
import { ClosureForm, type Drawing } from './closure-form.tsx'
import { drawClosures } from './closure-layer.ts'
import { kindTitles, messages } from './messages.ts'
import { shapeOf } from './shape.ts'

const PATH = '/network/closures'
const readClosures = (body: unknown) => closuresSchema.parse(body).closures

const featureOf = (geometry: unknown): Feature => ({
  type: 'Feature',
  properties: {},
  geometry: geometry as Geometry,
})

/** Returns west, south, east and north of a geometry. */
function boundsOf(geometry: unknown): [number, number, number, number] {
  const [west, south, east, north] = [[], [], [], []] as number[][] as [
    number[],
    number[],
    number[],
    number[],
  ]
  const collect = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [lon, lat] = part
    if (typeof lon === 'number' && typeof lat === 'number') {
      west.push(lon)
      east.push(lon)
      south.push(lat)
      north.push(lat)
    } else part.forEach(collect)
  }
  collect((geometry as { coordinates: unknown }).coordinates)
  return [Math.min(...west), Math.min(...south), Math.max(...east), Math.max(...north)]
}

interface RowProps {
  readonly context: DeskContext
  readonly closure: Closure
  readonly onEnded: () => void
}

function Row({ context, closure, onEnded }: RowProps) {
  const spoken = context.language.value
  const action = useAction()
  const { id, kind, reason_zh, reason_en, profiles, starts_at, ends_at, in_force, geometry } = closure
  const reason = spoken === 'en' ? (reason_en ?? reason_zh) : reason_zh
  const state = in_force
    ? messages.inForce[spoken]
    : `${messages.planned[spoken]} ${formatDayTime(starts_at, spoken)}`
  const end = ends_at
    ? `${messages.until[spoken]} ${formatDayTime(ends_at, spoken)}`
    : messages.openEnd[spoken]
  return (
    <li class="entry">
      <div>
        <p class="entry-name">
          {kindTitles[kind][spoken]} · {reason}
        </p>
        <p class="small">
          {state} · {end}
        </p>
        <p class="muted small">
          {profiles.map((one) => messages[one][spoken]).join(spoken === 'zh' ? '、' : ', ')}
        </p>
        <Failure reason={action.failure} />
      </div>
      <span class="form-actions">
        <button
          type="button"
          class="text-button"
          onClick={() => context.map.fitBounds(boundsOf(geometry), 17)}
        >
          {messages.show[spoken]}
          <span class="visually-hidden"> {reason}</span>
        </button>
        <button
          type="button"
          class="text-button"
          disabled={action.busy}
          onClick={() =>
            void action.run(async () => {
              await sendJson('DELETE', `${PATH}/${id}`)
              onEnded()
            })
          }
        >
          {messages.reopen[spoken]}
          <span class="visually-hidden"> {reason}</span>
        </button>
      </span>
    </li>
  )
}

export function ClosureSection({ context }: { readonly context: DeskContext }) {
  const spoken = context.language.value
  const closures = useResource(PATH, readClosures)
  const drawing = useMemo<Drawing>(() => ({ shape: signal('Point'), corners: signal([]) }), [])
  const drawn = useComputed(() => {
    const { corners, shape } = drawing
    // An incomplete shape is shown by its corners.
    const geometry =
      shapeOf(shape.value, corners.value) ??
      (corners.value.length > 0
        ? { type: 'MultiPoint', coordinates: corners.value.map(([lon, lat]) => [lon, lat]) }
        : null)
    return [
      ...(closures.value ?? []).map(({ geometry: known }) => featureOf(known)),
      ...(geometry ? [featureOf(geometry)] : []),
    ]
  })
  useEffect(() => drawClosures(context, drawn), [])
  return (
    <>
      <Loaded resource={closures}>
        {(list) =>
          list.length === 0 ? (
            <p class="muted">{messages.none[spoken]}</p>
          ) : (
            <ul class="plain entries">
              {list.map((closure) => (
                <Row key={closure.id} context={context} closure={closure} onEnded={() => closures.reload()} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <details class="unfold">
        <summary>{messages.add[spoken]}</summary>
        <ClosureForm context={context} drawing={drawing} onAdded={() => closures.reload()} />
      </details>
    </>
  )
}
