/** The 3D desk's panel: sun by date and time, and how the model is shown. */
import type { ReadonlySignal } from '@preact/signals'
import { render } from 'preact'
import type { Language, Text } from '../../geodata/model/text.ts'
import type { Choices } from './choices.ts'
import { trueSolarMinutes } from './sun.ts'
import { words } from './words.ts'

interface PanelActions {
  readonly overview: () => void
  readonly above: () => void
  readonly lake: () => void
}

interface Props {
  readonly language: ReadonlySignal<Language>
  readonly choices: Choices
  readonly actions: PanelActions
  /** Credit of the elevations and whether they are synthetic. */
  readonly terrain: { readonly credit: string; readonly synthetic: boolean }
  readonly reducedMotion: ReadonlySignal<boolean>
}

const clock = (minutes: number) => {
  const whole = Math.round(minutes) % 1440
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

const points: readonly Text[] = [
  { zh: '北', en: 'N' },
  { zh: '东北', en: 'NE' },
  { zh: '东', en: 'E' },
  { zh: '东南', en: 'SE' },
  { zh: '南', en: 'S' },
  { zh: '西南', en: 'SW' },
  { zh: '西', en: 'W' },
  { zh: '西北', en: 'NW' },
]

const days: readonly { readonly title: Text; readonly monthDay: string }[] = [
  { title: words.winter, monthDay: '12-22' },
  { title: words.cold, monthDay: '01-20' },
  { title: words.spring, monthDay: '03-20' },
  { title: words.summer, monthDay: '06-21' },
]

function SunReadout({ language, choices }: Props) {
  const spoken = language.value
  const { azimuth, altitude } = choices.sun.value
  const day = choices.day.value
  const point = points[Math.round(azimuth / 45) % 8]
  const rise = `${day.sunrise === null ? '–' : clock(day.sunrise)} – ${day.sunset === null ? '–' : clock(day.sunset)}`
  return (
    <dl class="figures model-figures">
      <div>
        <dt>{words.altitude[spoken]}</dt>
        <dd>{altitude > 0 ? `${altitude.toFixed(1)}°` : words.below[spoken]}</dd>
      </div>
      <div>
        <dt>{words.azimuth[spoken]}</dt>
        <dd>
          {Math.round(azimuth)}° {point?.[spoken]}
        </dd>
      </div>
      <div>
        <dt>
          {words.sunrise[spoken]} – {words.sunset[spoken]}
        </dt>
        <dd>{rise}</dd>
      </div>
      <div>
        <dt>{words.solarTime[spoken]}</dt>
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
      <legend>{words.sun[spoken]}</legend>
      <div class="model-date">
        <label>
          <span>{words.date[spoken]}</span>
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
      <label class="model-time">
        <span class="visually-hidden">{words.time[spoken]}</span>
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
            {(choices.playing.value ? words.pause : words.play)[spoken]}
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
  const { language, choices, actions, terrain } = props
  const spoken = language.value
  return (
    <>
      <header class="desk-head">
        <h2>{words.title[spoken]}</h2>
        {terrain.synthetic && <p class="model-synthetic">{words.syntheticTerrain[spoken]}</p>}
      </header>
      <Sun {...props} />
      <fieldset class="desk-section">
        <legend>{words.view[spoken]}</legend>
        <div class="chips">
          <button type="button" class="chip" onClick={actions.overview}>
            {words.overview[spoken]}
          </button>
          <button type="button" class="chip" onClick={actions.above}>
            {words.above[spoken]}
          </button>
          <button type="button" class="chip" onClick={actions.lake}>
            {words.lake[spoken]}
          </button>
        </div>
      </fieldset>
      <fieldset class="desk-section">
        <legend>{words.exaggeration[spoken]}</legend>
        <div class="chips">
          {[1, 1.5, 2, 3].map((factor) => (
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
        <legend>{words.model[spoken]}</legend>
        <Choice
          label={words.buildings[spoken]}
          checked={choices.buildings.value}
          onChange={(on) => {
            choices.buildings.value = on
          }}
        />
        <Choice
          label={words.labels[spoken]}
          checked={choices.labels.value}
          onChange={(on) => {
            choices.labels.value = on
          }}
        />
      </fieldset>
      <p class="muted small model-credit">
        {words.heights[spoken]}: {terrain.credit}
      </p>
    </>
  )
}

/** Puts the panel into its host; gives back how to take it away. */
export function mountPanel(host: HTMLElement, props: Props): () => void {
  render(<Panel {...props} />, host)
  return () => render(null, host)
}
