/** Verdicts about an outline, by rules kept as data. Nothing here is an approval. */
import type { Text } from '../../text.ts'
import type { CoverageState } from '../coverage.ts'

/** The worst first. `unknown`: a part could not be computed. */
export const outlineVerdicts = ['block', 'refer', 'unknown', 'note', 'none'] as const
export type OutlineVerdict = (typeof outlineVerdicts)[number]

export const outlineVerdictTitles: Readonly<Record<OutlineVerdict, Text>> = {
  block: { zh: '禁止：须调整红线', en: 'Block: the outline must be changed' },
  refer: { zh: '须征求主管部门意见', en: 'Refer: consult the authorities' },
  unknown: { zh: '部分未能计算', en: 'A part could not be computed' },
  note: { zh: '有提示事项', en: 'Notes' },
  none: { zh: '未发现涉及事项（不代表批准）', en: 'Nothing found (this is no approval)' },
}

export const findingSubjects = ['control_line', 'height', 'land_use', 'plan', 'outline', 'coverage'] as const
export type FindingSubject = (typeof findingSubjects)[number]

export interface ControlRule {
  readonly subject: FindingSubject
  /** Kind of control line, or the beginning of a land use code; empty for all. */
  readonly kind: string
  readonly verdict: 'block' | 'refer' | 'note'
  readonly article: Text
  readonly advice: Text
}

/** Returns the rule with the longest kind that the given one begins with; undefined without a rule. */
export const ruleFor = (
  rules: readonly ControlRule[],
  subject: FindingSubject,
  kind = '',
): ControlRule | undefined =>
  rules
    .filter((rule) => rule.subject === subject && kind.startsWith(rule.kind))
    .toSorted((a, b) => b.kind.length - a.kind.length)[0]

/** What is known of one subject; areas are m² in EPSG:4549, shares 0–1 of the outline. */
export interface Judged {
  readonly verdict: OutlineVerdict
  readonly state: CoverageState | 'not_computed'
  readonly area_m2: number
  readonly share: number
}

/** Returns the worst verdict; `none` of nothing. */
export const worstOf = (findings: readonly Pick<Judged, 'verdict'>[]): OutlineVerdict =>
  outlineVerdicts.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'none'

const places = new Map(outlineVerdicts.map((verdict, place) => [verdict, place]))
const placeOf = ({ verdict }: Pick<Judged, 'verdict'>): number => places.get(verdict) ?? 0

/** Returns findings with the worst first, and then the largest. */
export const worstFirst = <F extends Judged>(findings: readonly F[]): F[] =>
  findings.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      (a.state === 'concerned' ? 0 : 1) - (b.state === 'concerned' ? 0 : 1) ||
      b.area_m2 - a.area_m2,
  )

/** A number that sorts outlines: by their verdict, then by the area that gave it. */
export function rankOf(findings: readonly Judged[]): number {
  const worst = worstOf(findings)
  const area = findings
    .filter(({ verdict }) => verdict === worst)
    .reduce((most, { area_m2 }) => Math.max(most, area_m2), 0)
  return (outlineVerdicts.length - outlineVerdicts.indexOf(worst)) * 1e12 + Math.min(area, 1e11)
}
