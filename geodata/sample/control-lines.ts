/** Control lines of each kind with authority, document and severity, all invented and labelled so. */
import { regionBelow } from './contour.ts'
import type { Grid } from './grid.ts'
import type { MultiPolygon, Point } from './plane.ts'
import type { Random } from './random.ts'
import type { ControlLineRow } from './rows.ts'

interface Rule {
  readonly title: string
  readonly title_en: string
  readonly severity: string
  readonly office: string
  readonly legal: string
  readonly from: string
  readonly to: string | null
}

const rules = {
  permanent_basic_farmland: {
    title: '永久基本农田',
    title_en: 'Permanent basic farmland',
    severity: 'block',
    office: '自然资源主管部门（合成示例）',
    legal: '法定控制线',
    from: '2022-10-01',
    to: '2035-12-31',
  },
  ecological_redline: {
    title: '生态保护红线',
    title_en: 'Ecological red line',
    severity: 'block',
    office: '自然资源主管部门（合成示例）',
    legal: '法定控制线',
    from: '2022-10-01',
    to: '2035-12-31',
  },
  urban_development_boundary: {
    title: '城镇开发边界',
    title_en: 'Urban development boundary',
    severity: 'note',
    office: '自然资源主管部门（合成示例）',
    legal: '法定控制线',
    from: '2022-10-01',
    to: '2035-12-31',
  },
  heritage_protection: {
    title: '文物保护范围',
    title_en: 'Heritage protection area',
    severity: 'block',
    office: '文物主管部门（合成示例）',
    legal: '依法公布',
    from: '2013-05-01',
    to: null,
  },
  heritage_control: {
    title: '建设控制地带',
    title_en: 'Heritage construction control zone',
    severity: 'refer',
    office: '文物主管部门（合成示例）',
    legal: '依法公布',
    from: '2013-05-01',
    to: null,
  },
  water_protection: {
    title: '水域保护线',
    title_en: 'Water protection line',
    severity: 'refer',
    office: '水行政主管部门（合成示例）',
    legal: '规划控制',
    from: '2020-07-01',
    to: '2035-12-31',
  },
  flood: {
    title: '洪水淹没线',
    title_en: 'Flood line',
    severity: 'note',
    office: '水行政主管部门（合成示例）',
    legal: '风险提示',
    from: '2023-04-15',
    to: '2028-04-14',
  },
} satisfies Record<string, Rule>

export type ControlLineKind = keyof typeof rules

export function controlLine(
  kind: ControlLineKind,
  place: string,
  place_en: string,
  geom: MultiPolygon,
  heightLimit: number | null = null,
): ControlLineRow {
  const rule: Rule = rules[kind]
  return {
    kind,
    name: `${place}${rule.title}（合成示例）`,
    name_en: `${place_en}: ${rule.title_en} (sample)`,
    severity: rule.severity,
    height_limit_m: heightLimit,
    legal_status: rule.legal,
    valid_from: rule.from,
    valid_to: rule.to,
    office: rule.office,
    document: `合成示例文件〔${rule.from.slice(0, 4)}〕1 号：${rule.title}，仅供演示`,
    geom,
  }
}

/** Makes one row of each part, the largest first. */
export function linesBelow(
  kind: ControlLineKind,
  place: string,
  place_en: string,
  field: Grid,
  minArea: number,
): ControlLineRow[] {
  return regionBelow(field, 0, { minArea, tolerance: 2.5, rounds: 1 }).map((polygon, i) =>
    controlLine(kind, `${place}${i + 1}号`, `${place_en} ${i + 1}`, [polygon]),
  )
}

export interface HeritageSite {
  readonly name: string
  readonly name_en: string
  readonly middle: Point
  readonly radius: number
  readonly heightLimit: number
}

/** Makes a protection area around a monument and, around it, the zone of limited heights. */
export function heritageLines(random: Random, site: HeritageSite): ControlLineRow[] {
  const corners = 11
  const shape = Array.from({ length: corners }, () => random.between(0.78, 1.2))
  const turn = random.between(0, 1)
  const ring = (radius: number): Point[] =>
    shape.map((share, k): Point => {
      const angle = ((k + turn) / corners) * 2 * Math.PI
      return [
        site.middle[0] + radius * share * Math.cos(angle),
        site.middle[1] + radius * share * Math.sin(angle),
      ]
    })
  const core = ring(site.radius)
  const zone = ring(site.radius + 130)
  return [
    controlLine('heritage_protection', site.name, site.name_en, [[core]]),
    controlLine('heritage_control', site.name, site.name_en, [[zone, core.toReversed()]], site.heightLimit),
  ]
}
