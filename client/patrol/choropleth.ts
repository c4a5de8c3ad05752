/** Colours zones by one figure, in classes of equal width with round bounds. */

import type { PatrolZone as Zone } from '../../geodata/model/answers/patrol.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { classBreaks, classOf } from './class-breaks.ts'
import { cssColour, rampColours } from './colour-ramp.ts'
import type { Clock } from './patrol-data.ts'

export const metrics = ['density', 'open', 'routed', 'arrived', 'fed_back'] as const
export type Metric = (typeof metrics)[number]

const CLASSES = 5

export interface ZoneClasses {
  /** Lower bounds, ascending. */
  readonly breaks: readonly number[]
  readonly colours: readonly string[]
  readonly values: ReadonlyMap<string, number | null>
}

/** Percentage of a clock's incidents that were late or are overdue; null if none was due. */
function lateShare({ attainment }: Pick<Zone, 'attainment'>, clock: Clock): number | null {
  const { met, breached } = attainment[clock]
  return met + breached === 0 ? null : (100 * breached) / (met + breached)
}

function figureOf(zone: Zone, counts: ReadonlyMap<string, number>, metric: Metric): number | null {
  if (metric === 'open') return zone.incidents_open
  if (metric !== 'density') return lateShare(zone, metric)
  return zone.area_m2 > 0 ? ((counts.get(zone.code) ?? 0) * 1e6) / zone.area_m2 : null
}

/** Values and classes of all zones; `counts` are the chosen incidents by zone code. */
export function classifyZones(
  zones: readonly Zone[],
  counts: ReadonlyMap<string, number>,
  metric: Metric,
  theme: Theme,
): ZoneClasses {
  const values = new Map(zones.map((zone) => [zone.code, figureOf(zone, counts, metric)]))
  const known = [...values.values()].filter((value) => value !== null)
  const breaks = classBreaks(known, CLASSES, metric === 'open')
  return { breaks, colours: classColours(theme, breaks.length), values }
}

/** One colour per class, over the whole ramp. */
export const classColours = (theme: Theme, classes: number): readonly string[] =>
  rampColours(theme, Math.max(2, classes)).slice(0, classes).map(cssColour)

/** The colour of a zone, or null if its value is unknown. */
export function zoneColour({ breaks, colours, values }: ZoneClasses, code: string): string | null {
  const value = values.get(code) ?? null
  return value === null ? null : (colours[classOf(value, breaks)] ?? null)
}
