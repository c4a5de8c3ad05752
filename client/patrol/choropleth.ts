/** Colours zones by one figure, in classes of equal width with round limits. */

import type { PatrolZone as Zone } from '../../geodata/model/answers/patrol.ts'
import type { Clock } from '../../geodata/model/patrol/clocks.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { classBreaks, classOf } from './class-breaks.ts'
import { cssColour, rampColours } from './colour-ramp.ts'
import { noFigures, type ZoneFigures } from './zone-attainment.ts'

export const metrics = ['density', 'open', 'routed', 'arrived', 'fed_back'] as const
export type Metric = (typeof metrics)[number]

const CLASSES = 5

export interface ZoneClasses {
  /** Lower limits of the classes, ascending. */
  readonly breaks: readonly number[]
  readonly colours: readonly string[]
  readonly values: ReadonlyMap<string, number | null>
}

/** The values of a choropleth. */
export interface ZoneValues {
  /** Figures of the selected incidents, by zone code. */
  readonly figures: ReadonlyMap<string, ZoneFigures>
  /** Number of currently open incidents, by zone code. */
  readonly open: ReadonlyMap<string, number>
}

/** Returns the percentage of incidents of a clock that were late or are overdue; null if none was due. */
function lateShare({ attainment }: ZoneFigures, clock: Clock): number | null {
  const { rate } = attainment[clock]
  return rate === null ? null : 100 * (1 - rate)
}

function figureOf({ code, area_m2 }: Zone, { figures, open }: ZoneValues, metric: Metric): number | null {
  if (metric === 'open') return open.get(code) ?? 0
  const own = figures.get(code) ?? noFigures
  if (metric !== 'density') return lateShare(own, metric)
  return area_m2 > 0 ? (own.incidents * 1e6) / area_m2 : null
}

/** Minimum of the highest class of open incidents, so that one or two do not get the strongest colour. */
const MANY_OPEN = 5

/** Returns values and classes of all zones. */
export function classifyZones(
  zones: readonly Zone[],
  shown: ZoneValues,
  metric: Metric,
  theme: Theme,
): ZoneClasses {
  const values = new Map(zones.map((zone) => [zone.code, figureOf(zone, shown, metric)]))
  const known = [...values.values()].filter((value) => value !== null)
  const breaks = classBreaks(metric === 'open' ? [...known, MANY_OPEN] : known, CLASSES, metric === 'open')
  return { breaks, colours: classColours(theme, breaks.length), values }
}

/** Returns one colour for each class, over the whole colour ramp. */
export const classColours = (theme: Theme, classes: number): readonly string[] =>
  rampColours(theme, Math.max(2, classes)).slice(0, classes).map(cssColour)

/** Returns the colour of a zone; null if its value is unknown. */
export function zoneColour({ breaks, colours, values }: ZoneClasses, code: string): string | null {
  const value = values.get(code) ?? null
  return value === null ? null : (colours[classOf(value, breaks)] ?? null)
}
