/** Finds summits of a height field: the highest point within a radius, with an invented name. */
import type { Grid } from './grid.ts'
import { cellCentre } from './grid.ts'
import type { Namer } from './names.ts'
import type { Point } from './plane.ts'
import { distance } from './plane.ts'
import type { PlaceRow } from './rows.ts'

export interface Peak {
  readonly point: Point
  readonly height: number
}

export function findPeaks(heights: Grid, least: number, apart: number): Peak[] {
  const cells = Array.from(heights.data.keys()).filter(
    (i) => (heights.data[i] as number) > least && isTop(heights, i),
  )
  cells.sort((a, b) => (heights.data[b] as number) - (heights.data[a] as number))
  const peaks: Peak[] = []
  for (const i of cells) {
    const point = cellCentre(heights, i)
    if (peaks.every((peak) => distance(peak.point, point) > apart))
      peaks.push({ point, height: heights.data[i] as number })
  }
  return peaks
}

function isTop({ data, width }: Grid, i: number): boolean {
  const here = data[i] as number
  return [1, -1, width, -width, width + 1, width - 1, 1 - width, -width - 1].every(
    (offset) => here >= (data[i + offset] ?? -Infinity),
  )
}

export function peakPlaces(peaks: readonly Peak[], namer: Namer): PlaceRow[] {
  return peaks.map(({ point, height }) => {
    const name = namer.village()
    return {
      kind: 'peak',
      name: `${name.zh}尖（${Math.round(height)} 米，合成示例）`,
      name_en: `${name.en} Peak (${Math.round(height)} m, sample)`,
      importance: 0.35 + Math.min(0.3, height / 2000),
      geom: point,
    }
  })
}
