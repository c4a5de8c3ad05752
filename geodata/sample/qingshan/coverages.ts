/** Where the invented control lines, parcels and plans around the lake are complete (合成示例). */
import { controlLineKinds } from '../../model/codes.ts'
import type { Text } from '../../model/text.ts'
import type { Grid } from '../grid.ts'
import type { MultiPolygon } from '../plane.ts'
import type { CoverageRow } from '../rows.ts'

/** Metres inside the edge of the ground, where derived lines are still exact. */
const MARGIN = 300

type Kind = keyof typeof controlLineKinds

/** The flood study ends at this share of the ground, counted from the east, so that parcels lie across its edge. */
const FLOOD_SHARE = 0.55

const surveyors: Readonly<Record<Kind, string>> = {
  permanent_basic_farmland: '自然资源主管部门（合成示例）',
  ecological_redline: '自然资源主管部门（合成示例）',
  urban_development_boundary: '自然资源主管部门（合成示例）',
  heritage_protection: '文物主管部门（合成示例）',
  heritage_control: '文物主管部门（合成示例）',
  water_protection: '水行政主管部门（合成示例）',
  flood: '水行政主管部门（合成示例）',
}

/** Returns the part of the ground from a share of its width, counted from the east, as a rectangle. */
function ground({ west, north, width, height, cell }: Grid, share = 1): MultiPolygon {
  const east = west + width * cell - MARGIN
  const left = east - (width * cell - 2 * MARGIN) * share
  const [top, bottom] = [north - MARGIN, north - height * cell + MARGIN]
  return [
    [
      [
        [left, bottom],
        [east, bottom],
        [east, top],
        [left, top],
      ],
    ],
  ]
}

const row = (layer: string, kind: Kind | null, title: Text, geom: MultiPolygon): CoverageRow => ({
  layer,
  kind,
  name: `${title.zh}覆盖范围（合成示例）`,
  name_en: `${title.en}: coverage (sample)`,
  surveyed_on: kind === 'flood' ? '2023-04-15' : '2022-10-01',
  surveyed_by: kind === null ? '自然资源主管部门（合成示例）' : surveyors[kind],
  document: `合成示例文件〔2022〕2 号：${title.zh}调查范围，仅供演示`,
  since: '2013-05-01',
  until: null,
  geom,
})

export function qingshanCoverages(heights: Grid): CoverageRow[] {
  const whole = ground(heights)
  return [
    ...Object.entries(controlLineKinds).map(([kind, { title }]) =>
      row('control_lines', kind as Kind, title, kind === 'flood' ? ground(heights, FLOOD_SHARE) : whole),
    ),
    row('parcels', null, { zh: '地块', en: 'Parcels' }, whole),
    row('plans', null, { zh: '规划方案', en: 'Plans' }, whole),
  ]
}
