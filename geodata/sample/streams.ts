/** Rows of streams of a height field; long ones have names, and towns interrupt them. */
import { drain, traceStreams } from './flow.ts'
import type { Grid } from './grid.ts'
import { coarser, createGrid, sample } from './grid.ts'
import type { Namer } from './names.ts'
import { lengthOf } from './polyline.ts'
import type { WaterwayRow } from './rows.ts'
import { cutByKind } from './stretches.ts'

export interface StreamOptions {
  readonly heights: Grid
  /** Metres to lakes and rivers, where streams end. */
  readonly water: Grid
  /** Metres to built-up blocks, before which streams end. */
  readonly urban: Grid
  readonly namer: Namer
  /** Minimum drained area of a stream in square metres. */
  readonly minCatchment: number
}

export function streamRows({ heights, water, urban, namer, minCatchment }: StreamOptions): WaterwayRow[] {
  const coarse = createGrid(coarser(heights, 2), (x, y) => sample(heights, x, y))
  const wet = createGrid(coarse, (x, y) => sample(water, x, y))
  const drainage = drain(coarse, (i) => (wet.data[i] as number) < 0)
  return traceStreams(coarse, drainage, minCatchment).flatMap(({ line, catchment }): WaterwayRow[] => {
    const name = lengthOf(line) > 2600 || catchment > 3e6 ? namer.village() : null
    return cutByKind(line, ([x, y]) => sample(urban, x, y) > 25, 60)
      .filter(({ kind, line: geom }) => kind && lengthOf(geom) > 120)
      .map(({ line: geom }) => ({
        kind: 'stream',
        name: name ? streamName(name.zh) : null,
        name_en: name ? `${name.en} Stream` : null,
        geom,
      }))
  })
}

const streamName = (village: string) => `${village.replace(/溪$/, '')}溪（示例）`
