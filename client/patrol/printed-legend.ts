/** Legend of the desk on printed maps: classes of hexagons or zones, and their period. */
import type { Text } from '../../geodata/model/text.ts'
import type { DeskContext, PrintedDesk } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { classColours, classifyZones } from './choropleth.ts'
import { type Classes, classText } from './class-text.ts'
import { hexagonBounds, hexagonClasses } from './hexagon-layer.ts'
import { messages, metricTitles } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { shownDisplay } from './printed-display.ts'
import { rangeText } from './range-text.ts'

function entriesOf(classes: Classes): PrintedDesk['legend'][number]['entries'] {
  const textOf = (index: number): Text => ({
    zh: classText(classes, index, (value) => formatNumber(value, 'zh', 1)),
    en: classText(classes, index, (value) => formatNumber(value, 'en', 1)),
  })
  return classes.colours.map((colour, index) => ({
    code: String(index),
    title: textOf(index),
    shape: 'fill' as const,
    colour,
  }))
}

/** Returns title and legend. Call it in a component, because it reads signals. */
export function printedPatrol(context: DeskContext, state: PatrolState): PrintedDesk {
  const shown = shownDisplay(context, state)
  const time: Text = { zh: rangeText(state, 'zh'), en: rangeText(state, 'en') }
  const note: Text = { zh: `${messages.chosen.zh}：${time.zh}`, en: `${messages.chosen.en}: ${time.en}` }
  if (shown === 'zones') {
    const metric = state.metric.value
    const classes = classifyZones(state.zones.value.zones, state.zoneValues.value, metric, 'day')
    const entries = entriesOf({ ...classes, whole: metric === 'open' })
    return { legend: [{ layer: 'patrol-zones', title: metricTitles[metric], entries }], note }
  }
  const { breaks } = hexagonClasses(state, context.map.camera.value.zoom)
  const colours = classColours('day', breaks.length)
  const entries = entriesOf({ breaks: hexagonBounds(breaks), colours, whole: true })
  const why = state.display.value === 'heat' ? messages.heatOnPaper : { zh: '', en: '' }
  return {
    legend: [{ layer: 'patrol-hexagons', title: messages.hexagonNote, entries }],
    note: { zh: `${note.zh}${why.zh}`, en: `${note.en}${why.en}` },
  }
}
