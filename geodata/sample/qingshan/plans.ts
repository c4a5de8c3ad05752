/** Invented plans (规划方案) around the lake, with sites placed by hand beside the towns' streets. */
import type { Point, Ring } from '../plane.ts'
import { around } from '../plane.ts'
import { areaOf } from '../polygon.ts'
import type { PlanRow } from '../rows.ts'
import { origin } from './layout.ts'

interface Site {
  readonly zh: string
  readonly en: string
  readonly state: 'draft' | 'in_review' | 'published'
  readonly landUse: string
  readonly far: number | null
  readonly height: number | null
  readonly green: number
  /** Kilometres east and north of the lake's middle. */
  readonly at: readonly [east: number, north: number]
  /** Metres along and across the streets. */
  readonly size: readonly [along: number, across: number]
  readonly revised: string
}

const site = (
  [zh, en]: readonly [string, string],
  state: Site['state'],
  [landUse, far, height, green]: readonly [string, number | null, number | null, number],
  at: Site['at'],
  size: Site['size'],
  revised: string,
): Site => ({ zh, en, state, landUse, far, height, green, at, size, revised })

const sites: readonly Site[] = [
  site(
    ['滨湖科创园一期', 'Lakeside Science Park, phase 1'],
    'published',
    ['0802', 1.8, 36, 35],
    [4.2, 2.25],
    [520, 360],
    '2025-03-18',
  ),
  site(
    ['滨湖科创园二期', 'Lakeside Science Park, phase 2'],
    'in_review',
    ['0802', 2.2, 50, 30],
    [4.85, 2.55],
    [480, 380],
    '2026-05-06',
  ),
  site(['大坝公园', 'Dam Park'], 'published', ['1401', null, 8, 75], [3.3, 0.62], [330, 300], '2024-11-02'),
  site(
    ['老街更新', 'Old Street renewal'],
    'in_review',
    ['0901', 1.2, 15, 20],
    [3.95, 0.72],
    [300, 240],
    '2026-06-12',
  ),
  site(
    ['东湖未来社区', 'East Lake community'],
    'draft',
    ['0701', 2.4, 60, 30],
    [5.15, 0.55],
    [460, 400],
    '2026-08-21',
  ),
  site(
    ['苕溪南岸居住区', 'Housing south of the Tiao'],
    'published',
    ['0701', 1.6, 36, 35],
    [5.55, -0.55],
    [520, 340],
    '2025-07-30',
  ),
  site(
    ['青山湖中心', 'Qingshan Lake Centre'],
    'draft',
    ['0902', 3.2, 80, 20],
    [4.7, 1.5],
    [360, 320],
    '2026-09-03',
  ),
  site(
    ['智造产业园', 'Manufacturing park'],
    'published',
    ['1001', 1.5, 30, 15],
    [6.75, 1.7],
    [640, 420],
    '2025-01-15',
  ),
  site(
    ['研发用地扩展', 'Research extension'],
    'draft',
    ['0802', 2, 45, 30],
    [5.7, 3.1],
    [540, 360],
    '2026-07-19',
  ),
  site(
    ['锦城老城更新单元', 'Jincheng old town renewal'],
    'in_review',
    ['0901', 2, 40, 25],
    [-4.6, -0.4],
    [420, 330],
    '2026-04-09',
  ),
  site(
    ['湖西学校', 'West Lakeside School'],
    'published',
    ['0804', 0.9, 20, 40],
    [-3.65, 0.75],
    [300, 260],
    '2024-09-25',
  ),
  site(
    ['锦北居住组团', 'Jinbei housing'],
    'draft',
    ['0701', 2, 54, 32],
    [-4.55, 1.75],
    [430, 360],
    '2026-08-02',
  ),
]

/** Returns a block with cut corners, parallel to the streets of its town. */
function outline([east, north]: Site['at'], [along, across]: Site['size']): Ring {
  const angle = east > 0 ? 0.2 : -0.13
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = around(origin)(east, north)
  const [u, v, cut] = [along / 2, across / 2, 24]
  const corners = [
    [u - cut, -v],
    [u, cut - v],
    // One side follows the road, so that no two sites have the same shape.
    [u * 0.94, v - cut],
    [u * 0.94 - cut, v],
    [cut - u, v * 0.9],
    [-u, v * 0.9 - cut],
    [-u, cut - v],
    [cut - u, -v],
  ] as const
  return corners.map(([a, b]): Point => [x + a * cos - b * sin, y + a * sin + b * cos])
}

const published = (one: Site) => one.state === 'published'

/** Returns twelve plans in all three states and both towns, numbered by town and year. */
export function qingshanPlans(): PlanRow[] {
  return sites.map((one, index) => {
    const east = one.at[0] > 0
    const geom = [[outline(one.at, one.size)]]
    const number = String(index + 1).padStart(2, '0')
    return {
      plan_code: `${east ? 'QSH' : 'JCH'}-${one.revised.slice(0, 4)}-${number}`,
      name: `${one.zh}（合成示例）`,
      name_en: `${one.en} (sample)`,
      state: one.state,
      land_use: one.landUse,
      far: one.far,
      height_max_m: one.height,
      green_ratio_min: one.green,
      town_code: east ? '330112008' : '330112006',
      area_m2: Math.round(areaOf(geom) * 100) / 100,
      office: '示例规划编制单位（合成）',
      revised_on: one.revised,
      published_on: published(one) ? one.revised : null,
      geom,
    }
  })
}
