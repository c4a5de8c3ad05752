/**
 * Layout of the 双西 corridor, in kilometres east and north of its middle: the wetland in the north, hills in
 * the south, the greenway chain between them. All lines are invented (合成示例).
 */
import type { Box, Line, Point, Ring } from '../plane.ts'
import { around, toPlane } from '../plane.ts'
import { chaikin, curveThrough } from '../polyline.ts'

const origin = toPlane(120.08, 30.245)
export const at = around(origin)
const place = (...pairs: readonly (readonly [number, number])[]): Point[] => pairs.map(([e, n]) => at(e, n))

export const groundBox: Box = [...at(-5.3, -5.4), ...at(5.3, 5.3)] as unknown as Box

/** Flat ground: the wetland's plain in the north, and the valley of 留下 in the west. */
export const plain: Ring = place(
  [-6, 6],
  [-6, -1.2],
  [-4.7, -1.7],
  [-3.6, -1.2],
  [-2.5, 0.1],
  [-1.2, 0.55],
  [0.2, 0.35],
  [1.6, 0.75],
  [3.0, 1.0],
  [4.1, 0.6],
  [6, 0.9],
  [6, 6],
)
/** Valleys in the hills, where tea grows. */
export const valleys: readonly Line[] = [
  place([-3.4, -1.0], [-2.8, -2.1], [-2.5, -3.3], [-1.9, -4.4]),
  place([-0.3, 0.3], [0.0, -0.9], [0.5, -2.0], [0.4, -3.2]),
  place([2.4, 0.7], [2.6, -0.4], [3.3, -1.4], [3.2, -2.6]),
]

export const wetland: Ring = place(
  [-3.4, 1.75],
  [-2.2, 1.45],
  [-0.8, 1.6],
  [0.6, 1.5],
  [1.9, 1.8],
  [2.5, 2.6],
  [2.2, 3.5],
  [1.0, 4.0],
  [-0.8, 3.95],
  [-2.4, 3.75],
  [-3.5, 2.9],
)

const course = (...pairs: readonly (readonly [number, number])[]): Line => curveThrough(place(...pairs), 30)

/** A lake at the eastern edge and a brook from each valley. */
export const lake: Ring = chaikin(
  place(
    [4.0, -0.5],
    [4.5, -0.1],
    [5.05, -0.3],
    [5.2, -1.1],
    [5.1, -2.0],
    [4.6, -2.4],
    [4.2, -1.9],
    [4.1, -1.2],
  ),
  3,
  true,
)
export const river: Line = course(
  [-5.4, 1.15],
  [-4.2, 1.05],
  [-3.0, 1.15],
  [-1.6, 1.02],
  [-0.2, 1.12],
  [1.2, 1.1],
  [2.5, 1.4],
  [3.4, 2.1],
  [4.2, 2.6],
  [5.4, 2.8],
)

export const mainRoads = [
  {
    class: 'primary',
    name: '西山路（示例）',
    name_en: 'Xishan Road (sample)',
    ref: null,
    line: course(
      [-5.3, 0.55],
      [-3.8, 0.5],
      [-2.4, 0.72],
      [-0.8, 0.78],
      [0.8, 0.72],
      [2.3, 1.12],
      [3.8, 1.25],
      [5.3, 1.35],
    ),
  },
  {
    class: 'trunk',
    name: '双西快速路（示例）',
    name_en: 'Shuangxi Expressway (sample)',
    ref: null,
    line: course(
      [3.05, 5.3],
      [2.95, 4.1],
      [3.05, 2.9],
      [2.95, 1.8],
      [3.1, 0.9],
      [3.9, 0.2],
      [4.0, -0.9],
      [3.7, -2.3],
      [3.9, -3.6],
      [4.1, -5.3],
    ),
  },
  {
    class: 'trunk',
    name: '绕城西路（示例）',
    name_en: 'Western Ring Road (sample)',
    ref: 'S92',
    line: course(
      [-4.2, 5.3],
      [-4.3, 3.6],
      [-4.25, 2.0],
      [-4.3, 0.6],
      [-4.5, -0.8],
      [-4.3, -2.4],
      [-4.4, -3.9],
      [-4.2, -5.3],
    ),
  },
  {
    class: 'primary',
    name: '湿地北路（示例）',
    name_en: 'North Wetland Road (sample)',
    ref: null,
    line: course([-5.3, 4.3], [-3.6, 4.35], [-1.6, 4.5], [0.6, 4.5], [2.3, 4.2], [3.9, 4.3], [5.3, 4.4]),
  },
  {
    class: 'metro',
    name: '地铁示例线',
    name_en: 'Metro Sample Line',
    ref: null,
    line: course([-5.3, 0.3], [-3.2, 0.35], [-1.2, 0.9], [0.6, 0.85], [2.6, 1.3], [4.0, 1.7], [5.3, 2.0]),
  },
] as const

/** The chain of greenways, from the wetland over 留下 and the hills to the lake. */
export const chain = [
  {
    name: '双西绿道·湿地段（示例）',
    name_en: 'Shuangxi Greenway, Wetland (sample)',
    line: course(
      [2.3, 3.75],
      [1.7, 3.15],
      [1.0, 2.75],
      [0.2, 3.05],
      [-0.6, 2.7],
      [-1.4, 2.95],
      [-2.2, 2.5],
      [-2.9, 2.6],
      [-3.3, 2.1],
    ),
  },
  {
    name: '双西绿道·沿河段（示例）',
    name_en: 'Shuangxi Greenway, Riverside (sample)',
    line: course([-3.3, 2.1], [-3.45, 1.5], [-2.9, 1.22], [-1.6, 1.12], [-0.2, 1.2], [1.2, 1.18], [2.4, 1.5]),
  },
  {
    name: '双西绿道·留下段（示例）',
    name_en: 'Shuangxi Greenway, Liuxia (sample)',
    line: course(
      [-3.45, 1.5],
      [-3.75, 0.7],
      [-3.5, -0.1],
      [-3.2, -0.8],
      [-2.9, -1.6],
      [-2.65, -2.5],
      [-2.35, -3.5],
      [-1.7, -4.2],
    ),
  },
  {
    name: '双西绿道·山麓段（示例）',
    name_en: 'Shuangxi Greenway, Foothills (sample)',
    line: course(
      [-3.2, -0.8],
      [-2.5, -0.15],
      [-1.8, 0.25],
      [-1.2, 0.2],
      [-0.6, 0.42],
      [0.0, 0.12],
      [0.6, 0.22],
      [1.1, 0.5],
      [1.8, 0.45],
      [2.4, 0.55],
      [3.0, 0.5],
      [3.5, 0.2],
    ),
  },
  {
    name: '双西绿道·茶山段（示例）',
    name_en: 'Shuangxi Greenway, Tea Hills (sample)',
    line: course(
      [0.0, 0.12],
      [0.1, -0.7],
      [0.42, -1.5],
      [0.6, -2.2],
      [1.2, -2.6],
      [1.9, -2.3],
      [2.5, -1.8],
      [3.1, -1.9],
      [3.7, -1.6],
      [4.15, -1.3],
    ),
  },
  {
    name: '双西绿道·湖畔段（示例）',
    name_en: 'Shuangxi Greenway, Lakeside (sample)',
    line: course(
      [3.5, 0.2],
      [3.95, -0.25],
      [4.05, -0.8],
      [4.02, -1.35],
      [4.1, -1.95],
      [4.5, -2.5],
      [5.0, -2.3],
    ),
  },
] as const
