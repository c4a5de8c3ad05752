/** Long-distance routes as smooth courses: motorway, trunk road, railway and metro. */
import type { Line } from '../plane.ts'
import { around } from '../plane.ts'
import { curveThrough } from '../polyline.ts'
import { origin } from './layout.ts'

const at = around(origin)
const course = (...pairs: readonly (readonly [number, number])[]): Line =>
  curveThrough(
    pairs.map(([e, n]) => at(e, n)),
    60,
  )

export interface MainRoad {
  readonly class: 'motorway' | 'trunk' | 'rail' | 'metro' | 'primary'
  readonly name: string
  readonly name_en: string
  readonly ref: string | null
  readonly line: Line
}

export const mainRoads: readonly MainRoad[] = [
  {
    class: 'motorway',
    name: '湖山高速（示例）',
    name_en: 'Hushan Expressway (sample)',
    ref: 'S91',
    line: course(
      [-9.8, 2.5],
      [-8.0, 2.15],
      [-6.4, 2.6],
      [-5.2, 3.35],
      [-3.9, 3.55],
      [-2.6, 3.0],
      [-1.2, 2.95],
      [0.3, 3.05],
      [1.8, 2.85],
      [3.0, 3.05],
      [4.6, 3.75],
      [6.4, 3.9],
      [7.8, 3.35],
      [9.2, 3.1],
    ),
  },
  {
    class: 'trunk',
    name: '青山大道（示例）',
    name_en: 'Qingshan Avenue (sample)',
    ref: 'G991',
    line: course(
      [-9.7, 0.35],
      [-8.0, 0.0],
      [-6.3, 0.35],
      [-4.6, 0.75],
      [-3.1, 1.55],
      [-2.2, 2.1],
      [-1.2, 2.5],
      [0.0, 2.62],
      [1.2, 2.72],
      [2.2, 2.35],
      [3.1, 1.85],
      [4.4, 2.15],
      [5.8, 2.25],
      [7.3, 1.95],
      [9.1, 2.35],
    ),
  },
  {
    class: 'rail',
    name: '示例铁路',
    name_en: 'Sample Railway',
    ref: null,
    line: course(
      [-9.8, 1.75],
      [-7.6, 1.35],
      [-6.0, 1.75],
      [-4.5, 2.75],
      [-3.0, 2.75],
      [-1.4, 2.72],
      [0.4, 2.86],
      [2.0, 2.6],
      [3.2, 2.72],
      [5.0, 3.2],
      [6.6, 3.3],
      [8.0, 2.75],
      [9.2, 2.6],
    ),
  },
  {
    class: 'metro',
    name: '地铁示例线',
    name_en: 'Metro Sample Line',
    ref: null,
    line: course(
      [-6.6, -0.25],
      [-5.4, -0.45],
      [-4.4, -0.5],
      [-3.6, 0.4],
      [-2.9, 1.4],
      [-1.6, 2.3],
      [0.4, 2.55],
      [2.0, 2.25],
      [3.2, 1.2],
      [4.7, 1.5],
      [6.0, 1.3],
      [7.4, 1.55],
      [8.6, 1.7],
    ),
  },
  {
    class: 'primary',
    name: '环湖南路（示例）',
    name_en: 'South Lake Road (sample)',
    ref: null,
    line: course(
      [-6.0, -2.15],
      [-4.6, -2.05],
      [-3.6, -2.0],
      [-3.0, -2.75],
      [-1.9, -2.95],
      [-0.6, -3.35],
      [0.8, -3.3],
      [2.2, -2.95],
      [3.4, -2.1],
      [4.3, -1.15],
      [5.0, -0.4],
    ),
  },
]
