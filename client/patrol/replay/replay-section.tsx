/** Replays tracks and incidents of a day with a time slider. Each access to tracks is audited. */
import { type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import type { Feature } from 'geojson'
import { useEffect } from 'preact/hooks'
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'
import { type Tracks, tracksSchema } from '../../../geodata/model/answers/track.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { formatNumber } from '../../format.ts'
import { Failure, Field, useAction } from '../../parts/form.tsx'
import { fetchJson } from '../../source/fetch-json.ts'
import { formatClock, inputMoment } from '../china-time.ts'
import { readIncidents } from '../patrol-data.ts'
import type { PatrolState } from '../patrol-state.ts'
import { stateAt, trailAt, unitAt } from './replay.ts'
import { drawReplay } from './replay-layer.ts'

const text = (zh: string, en: string): Text => ({ zh, en })
const messages = {
  day: text('日期', 'Day'),
  load: text('载入（记入审计日志）', 'Load (recorded in the audit log)'),
  empty: text('这一天没有位置，也没有事件', 'There are no positions and no incidents on this day'),
  time: text('时刻', 'Time'),
  play: text('播放', 'Play'),
  pause: text('暂停', 'Pause'),
  units: text('个组有位置', 'units with positions'),
  open: text('起未反馈', 'incidents not fed back'),
  more: text('位置过多，每组每 2 分钟取一个', 'Many positions: one in 2 minutes of each unit'),
  legend: text('红：待派单，橙：已派单，绿：已到场', 'Red: not routed, orange: routed, green: on scene'),
} as const

const DAY_S = 86_400
/** Seconds for each position of a unit; the longer step is used if there are too many positions. */
const STEPS = [30, 120] as const
/** Seconds of the day that one frame of the player advances. */
const TICK_S = 60
const TICK_MS = 100

interface Day {
  /** Midnight in China, in seconds since 1970. */
  readonly from: number
  readonly tracks: Tracks
  readonly incidents: readonly ListedIncident[]
}

const readTracks = (body: unknown): Tracks => tracksSchema.parse(body)

async function load(day: string, signal: AbortSignal): Promise<Day> {
  const from = Date.parse(`${day}T00:00:00+08:00`)
  const [start, end] = [from, from + DAY_S * 1000 - 1].map((time) => new Date(time).toISOString())
  const tracksOf = (step: number) =>
    fetchJson(`/patrol/tracks?from=${start}&to=${end}&step=${step}`, readTracks, signal)
  const first = await tracksOf(STEPS[0])
  // Incidents of the previous day may still be open in the morning.
  const eve = new Date(from - DAY_S * 1000).toISOString()
  const listed = fetchJson(
    `/patrol/incidents?sort=newest&from=${eve}&to=${end}&limit=500`,
    readIncidents,
    signal,
  )
  const tracks = first.more ? await tracksOf(STEPS[1]) : first
  return { from: from / 1000, tracks, incidents: (await listed).incidents }
}

/** Returns the features of the map at a moment. */
function featuresAt({ tracks, incidents }: Day, moment: number): Feature[] {
  const point = (lon: number, lat: number, properties: Record<string, unknown>): Feature => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [lon, lat] },
  })
  const units = tracks.units.flatMap((track) => {
    const unit = unitAt(track, moment)
    if (!unit) return []
    const trail = trailAt(track, moment)
    const mark = unit.age > 600 ? 'off_shift' : 'available'
    return [
      point(unit.lon, unit.lat, { code: unit.code, mark }),
      ...(trail.length > 1
        ? [
            {
              type: 'Feature' as const,
              properties: {},
              geometry: { type: 'LineString' as const, coordinates: trail },
            },
          ]
        : []),
    ]
  })
  const open = incidents.flatMap((incident) => {
    const state = stateAt(incident, moment)
    return state ? [point(incident.lon, incident.lat, { state })] : []
  })
  return [...open, ...units]
}

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

interface PlayerProps extends Props {
  readonly day: Day
}

/** Returns the seconds of the day that can be replayed: all, or up to now for today. */
const lastOf = ({ from }: Day): number =>
  Math.max(0, Math.min(DAY_S - TICK_S, Math.floor((Date.now() / 1000 - from) / TICK_S) * TICK_S))

function usePlayer(minute: Signal<number>, last: number) {
  const playing = useSignal(false)
  useSignalEffect(() => {
    if (!playing.value) return
    const timer = setInterval(() => {
      minute.value = Math.min(last, minute.peek() + TICK_S)
      if (minute.peek() === last) playing.value = false
    }, TICK_MS)
    return () => clearInterval(timer)
  })
  return playing
}

function Player({ context, state, day }: PlayerProps) {
  const spoken = context.language.value
  const last = lastOf(day)
  const at = useSignal(last < DAY_S - TICK_S ? last : 8 * 3600)
  const playing = usePlayer(at, last)
  const features = useComputed(() => featuresAt(day, day.from + at.value))
  useEffect(() => {
    // The map shows only one time, so current units and incidents are hidden.
    state.replaying.value = true
    const stop = drawReplay(context, features)
    return () => {
      stop()
      state.replaying.value = false
    }
  }, [day])
  const clock = formatClock(day.from + at.value, spoken)
  const count = (name: string) =>
    features.value.filter(({ properties }) => properties && name in properties).length
  return (
    <div class="replay-player">
      <Field label={`${messages.time[spoken]} ${clock}`}>
        {(tied) => (
          <input
            {...tied}
            type="range"
            min={0}
            max={last}
            step={TICK_S}
            value={at.value}
            aria-valuetext={clock}
            onInput={({ currentTarget }) => {
              playing.value = false
              at.value = Number(currentTarget.value)
            }}
          />
        )}
      </Field>
      <div class="form-actions">
        <button
          type="button"
          class="button"
          aria-pressed={playing.value}
          onClick={() => {
            if (at.value >= last) at.value = 0
            playing.value = !playing.value
          }}
        >
          {(playing.value ? messages.pause : messages.play)[spoken]}
        </button>
        <span class="small">
          {formatNumber(count('code'), spoken, 0)} {messages.units[spoken]} ·{' '}
          {formatNumber(count('state'), spoken, 0)} {messages.open[spoken]}
        </span>
      </div>
      <p class="muted small">{messages.legend[spoken]}</p>
      {day.tracks.step_s === STEPS[1] && <p class="muted small">{messages.more[spoken]}</p>}
    </div>
  )
}

export function ReplaySection({ context, state }: Props) {
  const spoken = context.language.value
  const today = inputMoment(new Date().toISOString()).slice(0, 10)
  const date = useSignal(today)
  const day = useSignal<Day | null>(null)
  const action = useAction()
  const shown = day.value
  return (
    <>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void action.run(async () => {
            day.value = await load(date.value, context.signal)
          })
        }}
      >
        <Field label={messages.day[spoken]}>
          {(tied) => (
            <input
              {...tied}
              type="date"
              required
              max={today}
              value={date.value}
              onInput={({ currentTarget }) => {
                date.value = currentTarget.value
              }}
            />
          )}
        </Field>
        <div class="form-actions">
          <button type="submit" class="button" disabled={action.busy}>
            {messages.load[spoken]}
          </button>
        </div>
      </form>
      <Failure reason={action.failure} />
      {shown &&
        (shown.tracks.units.length === 0 && shown.incidents.length === 0 ? (
          <p class="muted" role="status">
            {messages.empty[spoken]}
          </p>
        ) : (
          <Player key={shown.from} context={context} state={state} day={shown} />
        ))}
    </>
  )
}
