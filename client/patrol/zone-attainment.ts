/** Attainment of the clocks by zone, for the selected incidents. */
import type { Attainment } from '../../geodata/model/answers/patrol.ts'
import { attainment } from '../../geodata/model/patrol/attainment.ts'
import { type Clock, clocks } from '../../geodata/model/patrol/clocks.ts'
import type { IncidentColumns } from './incident-columns.ts'

export interface ZoneFigures {
  /** Number of selected incidents. */
  readonly incidents: number
  readonly attainment: Readonly<Record<Clock, Attainment>>
}

/** For each clock: incidents that met it, and incidents late or overdue. */
type Tally = Record<Clock, { met: number; breached: number }>

const emptyTally = (): Tally => ({
  routed: { met: 0, breached: 0 },
  arrived: { met: 0, breached: 0 },
  fed_back: { met: 0, breached: 0 },
})

function figuresOf(incidents: number, tally: Tally): ZoneFigures {
  const of = (clock: Clock) => attainment(clock, tally[clock].met, tally[clock].breached)
  return { incidents, attainment: { routed: of('routed'), arrived: of('arrived'), fed_back: of('fed_back') } }
}

/** Returns figures by zone code, without incidents outside of all zones. */
export function figuresByZone(
  chosen: Uint32Array,
  columns: Pick<IncidentColumns, 'zones' | 'zoneCodes' | 'outcomes' | 'outcomeOf'>,
): ReadonlyMap<string, ZoneFigures> {
  const { zones, zoneCodes, outcomes, outcomeOf } = columns
  // Counts by zone and outcome first, because there are at most 27 outcomes.
  const counts = new Uint32Array(zoneCodes.length * outcomes.length)
  for (const index of chosen) {
    const zone = zones[index] ?? -1
    if (zone < 0) continue
    const cell = zone * outcomes.length + (outcomeOf[index] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return new Map(
    zoneCodes.map((code, zone) => {
      const tally = emptyTally()
      let incidents = 0
      for (const [index, outcome] of outcomes.entries()) {
        const count = counts[zone * outcomes.length + index] ?? 0
        incidents += count
        for (const [position, clock] of clocks.entries()) {
          const verdict = outcome[position]
          if (verdict === 'met' || verdict === 'breached') tally[clock][verdict] += count
        }
      }
      return [code, figuresOf(incidents, tally)]
    }),
  )
}

/** The figures of a zone without incidents. */
export const noFigures: ZoneFigures = figuresOf(0, emptyTally())
