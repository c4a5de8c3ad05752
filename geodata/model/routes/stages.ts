/** Stages of a named way: between entrances beside it, long enough to walk by themselves. */
import type { Place } from './chain.ts'
import { figuresOf, type MeasuredLine, nearestOn, type RangeFigures } from './measured-line.ts'
import type { Range } from './ranges.ts'

/** Farther from the line, in metres, a place is no stop of a stage. */
const BESIDE_M = 150
/** Shorter stages, in metres, are joined with their neighbours. */
const SHORTEST_M = 1500

export interface Entrance<Name> {
  readonly at: Place
  readonly name: Name
}

export interface Stage<Name> extends Range, RangeFigures {
  /** Null at the ends of the way without an entrance there. */
  readonly from: Name | null
  readonly to: Name | null
}

/** Returns the stages in their order along the way; none with fewer than two. */
export function stagesOf<Name>(line: MeasuredLine, entrances: readonly Entrance<Name>[]): Stage<Name>[] {
  const beside = entrances
    .flatMap(({ at, name }) => {
      const found = nearestOn(line, at)
      return found && found.distance_m <= BESIDE_M ? [{ at_m: found.at_m, name }] : []
    })
    .toSorted((a, b) => a.at_m - b.at_m)
  const stops: { at_m: number; name: Name | null }[] = [{ at_m: 0, name: null }]
  for (const stop of beside) {
    const last = stops.at(-1)
    if (last && last.name === null && stop.at_m < SHORTEST_M && stops.length === 1)
      stops[0] = { ...stop, at_m: 0 }
    else if (last && stop.at_m - last.at_m >= SHORTEST_M) stops.push(stop)
  }
  const last = stops.at(-1)
  const end = { at_m: line.length_m, name: null }
  // The rest after the last stop belongs to the last stage if it is short.
  if (last && stops.length > 1 && line.length_m - last.at_m < SHORTEST_M) last.at_m = line.length_m
  else stops.push(end)
  const stages = stops.slice(1).map((stop, index): Stage<Name> => {
    const before = stops[index] ?? end
    const range = { from_m: before.at_m, to_m: stop.at_m }
    return { ...range, ...figuresOf(line, range), from: before.name, to: stop.name }
  })
  return stages.length > 1 ? stages : []
}
