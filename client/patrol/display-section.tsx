/** Choice of how the map shows the selected incidents, with the legend. */
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import type { Display } from './choices.ts'
import { classColours, classifyZones, type Metric, metrics } from './choropleth.ts'
import { type Classes, classText } from './class-text.ts'
import { cssColour, rampColours } from './colour-ramp.ts'
import { hexagonBounds, hexagonClasses } from './hexagon-layer.ts'
import { messages, metricTitles } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const displays = [
  { id: 'heat', word: messages.heat },
  { id: 'hexagons', word: messages.hexagons },
  { id: 'zones', word: messages.zonesDisplay },
] as const satisfies readonly { id: Display; word: unknown }[]

const SHADES = 48

function HeatLegend({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  return (
    <div class="patrol-legend">
      <div class="patrol-legend-ends">
        <span>{messages.few[spoken]}</span>
        <svg
          viewBox={`0 0 ${SHADES} 1`}
          preserveAspectRatio="none"
          shape-rendering="crispEdges"
          aria-hidden="true"
        >
          {rampColours(context.theme.value, SHADES).map((colour, shade) => (
            <rect key={cssColour(colour)} x={shade} width={1.05} height={1} fill={cssColour(colour)} />
          ))}
        </svg>
        <span>{messages.many[spoken]}</span>
      </div>
      <p class="muted small">
        {messages.heatNote[spoken]} · {messages.closer[spoken]}
      </p>
    </div>
  )
}

function ClassLegend({
  context,
  classes,
  title,
}: Pick<Props, 'context'> & { classes: Classes; title?: string }) {
  const write = (value: number) => formatNumber(value, context.language.value, 1)
  return (
    <div class="patrol-legend">
      {title && <p class="muted small">{title}</p>}
      <ul class="plain patrol-classes" aria-label={messages.legend[context.language.value]}>
        {classes.colours.map((colour, index) => (
          <li key={colour}>
            <svg width="100%" height="10" aria-hidden="true">
              <rect width="100%" height="10" fill={colour} />
            </svg>
            {classText(classes, index, write)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function HexagonLegend({ context, state }: Props) {
  // Reading the camera updates the legend with the zoom.
  const { breaks } = hexagonClasses(state, context.map.camera.value.zoom)
  const colours = classColours(context.theme.value, breaks.length)
  return (
    <ClassLegend
      context={context}
      classes={{ breaks: hexagonBounds(breaks), colours, whole: true }}
      title={messages.hexagonNote[context.language.value]}
    />
  )
}

function ZoneLegend({ context, state }: Props) {
  const spoken = context.language.value
  const metric = state.metric.value
  const classes = classifyZones(state.zones.value.zones, state.zoneValues.value, metric, context.theme.value)
  return (
    <>
      <label class="patrol-metric">
        <span class="muted small">{messages.metric[spoken]}</span>
        <select
          value={metric}
          onChange={(event) => {
            state.metric.value = event.currentTarget.value as Metric
          }}
        >
          {metrics.map((id) => (
            <option key={id} value={id}>
              {metricTitles[id][spoken]}
            </option>
          ))}
        </select>
      </label>
      <ClassLegend context={context} classes={{ ...classes, whole: metric === 'open' }} />
    </>
  )
}

export function DisplaySection({ context, state }: Props) {
  const spoken = context.language.value
  const display = state.display.value
  return (
    <section class="desk-section" aria-label={messages.display[spoken]}>
      <fieldset class="patrol-segments">
        <legend class="visually-hidden">{messages.display[spoken]}</legend>
        {displays.map(({ id, word }) => (
          <label key={id}>
            <input
              type="radio"
              name="patrol-display"
              value={id}
              checked={display === id}
              onChange={() => {
                state.display.value = id
              }}
            />
            <span>{word[spoken]}</span>
          </label>
        ))}
      </fieldset>
      {display === 'heat' && <HeatLegend context={context} />}
      {display === 'hexagons' && <HexagonLegend context={context} state={state} />}
      {display === 'zones' && <ZoneLegend context={context} state={state} />}
    </section>
  )
}
