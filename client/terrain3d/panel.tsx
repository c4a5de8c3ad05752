/** The 3D desk's panel: sun by date and time, and display of the model. */
import type { ReadonlySignal, Signal } from '@preact/signals'
import { render } from 'preact'
import type { Language, Text } from '../../geodata/model/text.ts'
import { compassPoint } from '../compass.ts'
import { type Choices, exaggerations } from './choices.ts'
import { messages } from './messages.ts'
import { type SunDay, trueSolarMinutes } from './sun.ts'
import type { ToolContext } from './tool.ts'
import { ToolsSection } from './tools-section.tsx'

export type Viewpoint = 'overview' | 'above' | 'lake'

interface Props {
  readonly language: ReadonlySignal<Language>
  readonly choices: Choices
  /** The chosen view; null after the reader has moved. */
  readonly viewpoint: ReadonlySignal<Viewpoint | null>
  readonly onView: (viewpoint: Viewpoint) => void
  /** Credit of the elevations and whether they are synthetic. */
  readonly terrain: { readonly credit: string; readonly synthetic: boolean }
  readonly reducedMotion: ReadonlySignal<boolean>
  readonly tool: ToolContext
  readonly chosenTool: Signal<string | null>
}

const clock = (minutes: number) => {
  const whole = Math.round(minutes) % 1440
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

const days: readonly { readonly title: Text; readonly monthDay: string }[] = [
  { title: messages.winter, monthDay: '12-22' },
  { title: messages.cold, monthDay: '01-20' },
  { title: messages.spring, monthDay: '03-20' },
  { title: messages.summer, monthDay: '06-21' },
]

/** Sunrise and sunset as shares of the day, for the slider's colours. */
const daylightOf = ({ sunrise, sunset }: SunDay) =>
  `--sunrise: ${((sunrise ?? 0) / 1440) * 100}%; --sunset: ${((sunset ?? 1440) / 1440) * 100}%`

function SunReadout({ language, choices }: Props) {
  const spoken = language.value
  const { azimuth, altitude } = choices.sun.value
  const day = choices.day.value
  const rise = `${day.sunrise === null ? '–' : clock(day.sunrise)} – ${day.sunset === null ? '–' : clock(day.sunset)}`
  return (
    <dl class="figures model-figures">
      <div>
        <dt>{messages.altitude[spoken]}</dt>
        <dd>{altitude > 0 ? `${altitude.toFixed(1)}°` : messages.below[spoken]}</dd>
      </div>
      <div>
        <dt>{messages.azimuth[spoken]}</dt>
        <dd>
          {Math.round(azimuth)}° {compassPoint(azimuth)[spoken]}
        </dd>
      </div>
      <div>
        <dt>
          {messages.sunrise[spoken]} – {messages.sunset[spoken]}
        </dt>
        <dd>{rise}</dd>
      </div>
      <div>
        <dt>{messages.solarTime[spoken]}</dt>
        <dd>{clock(trueSolarMinutes(choices.minutes.value, day))}</dd>
      </div>
    </dl>
  )
}

function Sun(props: Props) {
  const { language, choices, reducedMotion } = props
  const spoken = language.value
  const year = choices.date.value.slice(0, 4)
  return (
    <fieldset class="desk-section">
      <legend>{messages.sun[spoken]}</legend>
      <div class="model-date">
        <label>
          <span>{messages.date[spoken]}</span>
          <input
            type="date"
            value={choices.date.value}
            onInput={({ currentTarget }) => {
              if (currentTarget.value) choices.date.value = currentTarget.value
            }}
          />
        </label>
        <output class="model-clock">{clock(choices.minutes.value)}</output>
      </div>
      <label class="model-time" style={daylightOf(choices.day.value)}>
        <span class="visually-hidden">{messages.time[spoken]}</span>
        <input
          type="range"
          min={0}
          max={1435}
          step={5}
          value={choices.minutes.value}
          aria-valuetext={clock(choices.minutes.value)}
          onInput={({ currentTarget }) => {
            choices.playing.value = false
            choices.minutes.value = currentTarget.valueAsNumber
          }}
        />
        <span class="model-hours" aria-hidden="true">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </span>
      </label>
      <div class="chips">
        {!reducedMotion.value && (
          <button
            type="button"
            class="chip"
            aria-pressed={choices.playing.value}
            onClick={() => {
              choices.playing.value = !choices.playing.value
            }}
          >
            {(choices.playing.value ? messages.pause : messages.play)[spoken]}
          </button>
        )}
        {days.map(({ title, monthDay }) => (
          <button
            key={monthDay}
            type="button"
            class="chip"
            aria-pressed={choices.date.value.endsWith(monthDay)}
            onClick={() => {
              choices.date.value = `${year}-${monthDay}`
            }}
          >
            {title[spoken]}
          </button>
        ))}
      </div>
      <SunReadout {...props} />
    </fieldset>
  )
}

function Choice({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <label class="model-choice">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  )
}

function Panel(props: Props) {
  const { language, choices, viewpoint, onView, terrain } = props
  const spoken = language.value
  return (
    <>
      <header class="desk-head">
        <h2>{messages.title[spoken]}</h2>
        {terrain.synthetic && <p class="model-synthetic">{messages.syntheticTerrain[spoken]}</p>}
      </header>
      <Sun {...props} />
      <ToolsSection context={props.tool} chosen={props.chosenTool} />
      <fieldset class="desk-section">
        <legend>{messages.view[spoken]}</legend>
        <div class="chips">
          {(['overview', 'above', 'lake'] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={viewpoint.value === one}
              onClick={() => onView(one)}
            >
              {messages[one][spoken]}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset class="desk-section">
        <legend>{messages.exaggeration[spoken]}</legend>
        <div class="chips">
          {exaggerations.map((factor) => (
            <button
              key={factor}
              type="button"
              class="chip"
              aria-pressed={choices.exaggeration.value === factor}
              onClick={() => {
                choices.exaggeration.value = factor
              }}
            >
              {factor}×
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset class="desk-section">
        <legend>{messages.shown[spoken]}</legend>
        <Choice
          label={messages.buildings[spoken]}
          checked={choices.buildings.value}
          onChange={(on) => {
            choices.buildings.value = on
          }}
        />
        <Choice
          label={messages.labels[spoken]}
          checked={choices.labels.value}
          onChange={(on) => {
            choices.labels.value = on
          }}
        />
      </fieldset>
      <p class="muted small model-credit">
        {messages.heights[spoken]}: {terrain.credit}
      </p>
    </>
  )
}

/** Mounts the panel in its host. Returns unmount(). */
export function mountPanel(host: HTMLElement, props: Props): () => void {
  render(<Panel {...props} />, host)
  return () => render(null, host)
}
