/** How often a 51030 clock was met, with a confidence interval. */
import type { Attainment } from '../answers/patrol.ts'
import { type Clock, clockLimits } from './clocks.ts'

/** Quantile of the normal distribution for 95 %. */
const Z = 1.959963984540054

/** Returns the 95 % score interval of the share `met / total` (E. B. Wilson, 1927). `total` must be above 0. */
export function wilsonInterval(met: number, total: number): [number, number] {
  const rate = met / total
  const scale = 1 + (Z * Z) / total
  const centre = (rate + (Z * Z) / (2 * total)) / scale
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / total + (Z * Z) / (4 * total * total))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

/** Returns the attainment of a clock from its counts. */
export function attainment(clock: Clock, met: number, breached: number): Attainment {
  const total = met + breached
  return {
    limit_s: clockLimits[clock],
    met,
    breached,
    rate: total === 0 ? null : met / total,
    interval: total === 0 ? null : wilsonInterval(met, total),
  }
}
