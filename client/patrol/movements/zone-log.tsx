/** When a unit entered and left zones, on request; the audit log records each access. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type ZoneCrossing, zoneCrossingsSchema } from '../../../geodata/model/answers/zone-crossings.ts'
import type { DeskContext } from '../../desk.ts'
import { formatDayTime } from '../china-time.ts'
import { mayDirect } from '../dispatch/who.ts'
import type { PatrolState } from '../patrol-state.ts'
import { ZoneLink } from '../place-links.tsx'
import { certaintyText } from './crossing-text.ts'
import { crossingTitles, messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
}

const HOURS = 12

const readCrossings = (body: unknown) => zoneCrossingsSchema.parse(body).crossings

async function load(context: DeskContext, id: number): Promise<readonly ZoneCrossing[] | null> {
  const from = new Date(Date.now() - HOURS * 3_600_000).toISOString()
  try {
    return await context.fetchJson(`/patrol/zone-crossings?unit=${id}&from=${from}`, readCrossings)
  } catch (error) {
    // The page already shows the reason.
    console.info('No zone crossings.', error)
    return null
  }
}

function Crossings({ context, state, rows }: Omit<Props, 'id'> & { readonly rows: readonly ZoneCrossing[] }) {
  const spoken = context.language.value
  if (rows.length === 0) return <p class="muted small">{messages.none[spoken]}</p>
  return (
    <ul class="plain zone-log">
      {rows.map((one) => {
        const certainty = certaintyText(one, spoken)
        return (
          <li key={`${one.at} ${one.zone} ${one.kind}`} data-kind={one.kind}>
            <span class="muted">{formatDayTime(one.at, spoken)}</span>
            <span>
              <strong>{crossingTitles[one.kind][spoken]}</strong>{' '}
              <ZoneLink context={context} state={state} code={one.zone} />
              {certainty && <span class="muted small"> {certainty}</span>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Log({ context, state, id }: Props) {
  const spoken = context.language.value
  const rows = useSignal<readonly ZoneCrossing[] | null>(null)
  const shown = rows.value
  const told = state.crossings.value.get(id) ?? 0
  useEffect(() => {
    if (rows.peek() === null) return
    void load(context, id).then((newer) => {
      if (newer && rows.peek() !== null) rows.value = newer
    })
  }, [told])
  return (
    <>
      <h3>{messages.title[spoken]}</h3>
      <button
        type="button"
        class="button wide"
        aria-expanded={shown !== null}
        onClick={async () => {
          rows.value = shown ? null : await load(context, id)
        }}
      >
        {(shown ? messages.hide : messages.show)[spoken]}
      </button>
      {shown ? (
        <Crossings context={context} state={state} rows={shown} />
      ) : (
        <p class="muted small">{messages.note[spoken]}</p>
      )}
    </>
  )
}

/** Shows the log to leads. */
export function ZoneLog(props: Props) {
  return mayDirect(props.context) ? <Log {...props} /> : null
}
