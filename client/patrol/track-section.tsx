/** The track of a unit, on request; the audit log records each access. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Track, trackSchema } from '../../geodata/model/answers/track.ts'
import type { DeskContext } from '../desk.ts'
import { formatDate, formatNumber } from '../format.ts'
import { messages } from './messages.ts'
import { drawTrack } from './track-layer.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
}

const HOURS = 12

const readTrack = (body: unknown): Track => trackSchema.parse(body)

async function load(context: DeskContext, id: number): Promise<Track | null> {
  const from = new Date(Date.now() - HOURS * 3_600_000).toISOString()
  try {
    return await context.fetchJson(`/patrol/units/${id}/track?from=${from}`, readTrack)
  } catch (error) {
    // The page already shows the reason.
    console.info('No track.', error)
    return null
  }
}

function Summary({ context, track }: { readonly context: DeskContext; readonly track: Track }) {
  const spoken = context.language.value
  const [first, last] = [track.positions[0], track.positions.at(-1)]
  if (!first || !last) return <p class="muted small">{messages.trackNone[spoken]}</p>
  return (
    <p class="small">
      {formatNumber(track.positions.length, spoken, 0)} {messages.trackPoints[spoken]} ·{' '}
      {formatDate(first.at, 'datetime', spoken)} – {formatDate(last.at, 'datetime', spoken)}
    </p>
  )
}

export function TrackSection({ context, id }: Props) {
  const spoken = context.language.value
  const track = useSignal<Track | null>(null)
  const shown = track.value
  useEffect(() => (shown && shown.positions.length > 1 ? drawTrack(context, shown) : undefined), [shown])
  if (!context.roles.value.some((role) => role === 'lead' || role === 'admin')) return null
  return (
    <>
      <h3>{messages.track[spoken]}</h3>
      <button
        type="button"
        class="button wide"
        aria-pressed={shown !== null}
        onClick={async () => {
          track.value = shown ? null : await load(context, id)
        }}
      >
        {(shown ? messages.hideTrack : messages.showTrack)[spoken]}
      </button>
      {shown ? (
        <Summary context={context} track={shown} />
      ) : (
        <p class="muted small">{messages.trackNote[spoken]}</p>
      )}
    </>
  )
}
