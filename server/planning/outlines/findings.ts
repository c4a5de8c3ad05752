/** Makes findings of what lies on an outline. */
import type { ConcernedLine, ControlLineKindResult } from '../../../geodata/model/answers/control-lines.ts'
import type { OutlineFinding } from '../../../geodata/model/answers/planning-outlines.ts'
import type { CoverageState } from '../../../geodata/model/planning/coverage.ts'
import {
  type ControlRule,
  type FindingSubject,
  type OutlineVerdict,
  ruleFor,
} from '../../../geodata/model/planning/outline/verdict.ts'
import type { Text } from '../../../geodata/model/text.ts'
import type { OverlapRow } from './measure/measure.ts'

type Line = OutlineFinding['lines'][number]

const subjectTitles: Readonly<Record<FindingSubject, Text>> = {
  control_line: { zh: '控制线', en: 'Control lines' },
  height: { zh: '建筑限高', en: 'Height limit' },
  land_use: { zh: '现状用地', en: 'Land use' },
  plan: { zh: '规划方案', en: 'Plans' },
  outline: { zh: '其他红线', en: 'Other outlines' },
  coverage: { zh: '数据覆盖', en: 'Coverage' },
}

const nothing = { area_m2: 0, share: 0, covered: 1, sliver_m2: 0, lines: [] }

/** A subject that the geometry engine could not compute. */
export const notComputed = (subject: FindingSubject): OutlineFinding => ({
  ...{ ...nothing, subject, kind: '', title: subjectTitles[subject], verdict: 'unknown', covered: 0 },
  state: 'not_computed',
  article: null,
  advice: {
    zh: '几何引擎未能计算，此项没有结论，请人工核对',
    en: 'The geometry engine could not compute this: check it by hand',
  },
})

/** Plans that are not published where an outline leaves the towns of the viewer; `inside` is its share in them. */
export const outsideFinding = (inside: number): OutlineFinding => ({
  ...{ ...nothing, subject: 'plan', kind: 'outside_towns', verdict: 'unknown', covered: inside },
  title: { zh: '未公布的方案（您的乡镇街道之外）', en: 'Unpublished plans (outside your towns)' },
  state: inside > 0 ? 'partly_covered' : 'no_data',
  article: null,
  advice: {
    zh: `红线只有 ${percent(inside)}% 在您的乡镇街道内，其外未公布的方案没有检查，请由不限乡镇的规划人员检查`,
    en: `Only ${percent(inside)}% of the outline is in your towns. Unpublished plans outside were not checked: ask a planner without limits`,
  },
})

const percent = (share: number): number => Math.floor(share * 1000) / 10

/** A row's own severity counts before the rule's; a state without data follows the rule of coverage. */
export function lineFinding(result: ControlLineKindResult, rules: readonly ControlRule[]): OutlineFinding {
  const { kind, title, result: state, severity, area_m2, percent, covered_percent } = result
  const rule = ruleFor(rules, 'control_line', kind)
  const lacking = state === 'no_data' || state === 'partly_covered' ? ruleFor(rules, 'coverage') : undefined
  const own: OutlineVerdict = isVerdict(severity) ? severity : (rule?.verdict ?? 'refer')
  const isConcerned = state === 'concerned'
  return {
    ...{ subject: 'control_line', kind, title, state, area_m2, share: percent / 100 },
    verdict: isConcerned ? own : (lacking?.verdict ?? lackingVerdict(state)),
    covered: covered_percent / 100,
    sliver_m2: result.slivers.reduce((sum, sliver) => sum + sliver.area_m2, 0),
    article: isConcerned ? (rule?.article ?? null) : (lacking?.article ?? null),
    advice: isConcerned ? (rule?.advice ?? null) : (lacking?.advice ?? null),
    lines: result.lines.map(lineOf),
  }
}

const isVerdict = (text: string | null): text is 'block' | 'refer' | 'note' =>
  text === 'block' || text === 'refer' || text === 'note'

/** Without a rule, missing data are still not clear. */
const lackingVerdict = (state: CoverageState): OutlineVerdict =>
  state === 'not_concerned' ? 'none' : 'unknown'

const lineOf = (line: ConcernedLine): Line => ({
  ...{ id: String(line.id), name: line.name, name_en: line.name_en, area_m2: line.area_m2 },
  ...{
    share: line.percent / 100,
    in_force: line.in_force,
    valid_from: line.valid_from,
    valid_to: line.valid_to,
  },
  ...{ legal_status: line.legal_status, office: line.office, document: line.document },
  ...{ height_limit_m: line.height_limit_m, synthetic: line.synthetic, overlap: line.overlaps },
})

/** The lowest height limit of the lines in force, and all of them; none without a limit. */
export function heightFinding(
  kinds: readonly ControlLineKindResult[],
  rule: ControlRule | undefined,
): OutlineFinding[] {
  const lines = kinds
    .filter((kind) => kind.lines.length > 0)
    .flatMap((kind) => kind.lines.filter((line) => line.in_force && line.height_limit_m !== null))
  const lowest = lines.toSorted((a, b) => (a.height_limit_m ?? 0) - (b.height_limit_m ?? 0))[0]
  if (lowest === undefined || rule === undefined) return []
  const metres = lowest.height_limit_m ?? 0
  return [
    {
      ...{ ...nothing, subject: 'height', kind: '', state: 'concerned', verdict: rule.verdict },
      title: { zh: `建筑限高 ${metres} m`, en: `Height limit of ${metres} m` },
      area_m2: lowest.area_m2,
      share: lowest.percent / 100,
      article: rule.article,
      advice: rule.advice,
      lines: lines.map(lineOf),
    },
  ]
}

/** Plans or other outlines; no finding where there are none, because nothing says where they would be complete. */
export function overlapFinding(
  subject: 'plan' | 'outline',
  rows: readonly OverlapRow[],
  area: number,
  rules: readonly ControlRule[],
): OutlineFinding[] {
  if (rows.length === 0) return []
  const rule = ruleFor(rules, subject)
  const total = rows.reduce((sum, row) => sum + row.area_m2, 0)
  return [
    {
      ...{ ...nothing, subject, kind: '', title: subjectTitles[subject], state: 'concerned' },
      verdict: rule?.verdict ?? 'note',
      area_m2: Math.min(total, area),
      share: Math.min(1, total / (area || 1)),
      article: rule?.article ?? null,
      advice: rule?.advice ?? null,
      lines: rows.map((row) => overlapLine(row, area)),
    },
  ]
}

const overlapLine = (row: OverlapRow, area: number): Line => ({
  ...{ id: row.id, name: row.name, name_en: row.name_en ?? null, area_m2: row.area_m2 },
  ...{
    share: row.area_m2 / (area || 1),
    in_force: true,
    valid_from: row.published_on ?? null,
    valid_to: null,
  },
  ...{ legal_status: row.state ?? null, office: row.office ?? null, document: row.plan_code ?? null },
  ...{ height_limit_m: row.height_max_m ?? null, synthetic: row.synthetic ?? false, overlap: row.overlap },
})
