/** Makes the parts of a boundary point file of areas in CGCS2000, zone 40 of 3 degrees, with zone numbers in the eastings. */
import type { BoundaryPoint, Plot } from './boundary-file.ts'
import { sizeOf } from './rings.ts'

/** East, with zone number, and north in metres. */
type Position = readonly [east: number, north: number]

interface PlotForm {
  readonly number: string
  readonly name: string
  readonly use: string
  readonly landClass: string
  /** Closed rings, the outer one of each polygon first. */
  readonly polygons: readonly (readonly (readonly Position[])[])[]
}

/** Lines before the plots. Dates are YYYY-MM-DD. */
export const boundaryHead = (date: string): readonly string[] => [
  '[属性描述]',
  '格式版本号=1.01版本',
  `数据产生日期=${date}`,
  '坐标系=2000国家大地坐标系',
  '几度分带=3',
  '投影类型=高斯克吕格',
  '计量单位=米',
  '带号=40',
  '精度=0.001',
  '转换参数=0,0,0,0,0,0,0',
  '[地块坐标]',
]

/**
 * Returns a plot. Points are numbered J1, J2 … through all rings, each of which ends with its first point;
 * that point counts. The area in hectares is that of the plane.
 */
export function plotOf({ number, name, use, landClass, polygons }: PlotForm): Plot {
  const points: BoundaryPoint[] = []
  let next = 1
  for (const [index, ring] of polygons.flat().entries()) {
    const first = next
    for (const [place, [east, north]] of ring.entries()) {
      const label = place === ring.length - 1 ? first : next++
      const fields = [`J${label}`, String(index + 1), north.toFixed(3), east.toFixed(3)]
      points.push({ fields, ring: index + 1, x: Number(fields[2]), y: Number(fields[3]) })
    }
  }
  const squareMetres = polygons
    .map(([outer = [], ...holes]) => sizeOf(outer) - holes.reduce((sum, hole) => sum + sizeOf(hole), 0))
    .reduce((sum, area) => sum + area, 0)
  const fields = [
    String(points.length),
    (squareMetres / 10_000).toFixed(4),
    plain(number),
    plain(name),
    '面',
    '',
    plain(use),
    plain(landClass),
    '@',
  ]
  return { fields, points, line: 0 }
}

/** The form has no quotes: commas and line ends within fields become others. */
const plain = (text: string): string => text.replaceAll(',', '，').replaceAll(/[\r\n@]+/g, ' ')
