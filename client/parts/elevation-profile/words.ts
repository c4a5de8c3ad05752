/** Sentences about a profile: one place, a part, the warnings, and a summary for screen readers. */
import { surfaces } from '../../../geodata/model/codes.ts'
import { gradeAt, heightAt } from '../../../geodata/model/routes/grades.ts'
import { figuresOf, type MeasuredLine } from '../../../geodata/model/routes/measured-line.ts'
import type { Range } from '../../../geodata/model/routes/ranges.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { formatDate, formatLength, formatNumber } from '../../format.ts'
import { messages, warningOrder, warningWords } from './messages.ts'
import type { ProfiledWarning, ProfiledWarningKind, ProfiledWay } from './profiled-way.ts'

const metres = (value: number, spoken: Language) =>
  `${formatNumber(Math.round(value), spoken, 0)} ${spoken === 'zh' ? '米' : 'm'}`
const surfaceName = (surface: string, spoken: Language) =>
  surfaces[surface as keyof typeof surfaces]?.title[spoken] ?? surface

/** `3.2 公里 · 海拔 45 米 · 坡度 +2 % · 沥青 · 无照明`. */
export function placeWords(way: ProfiledWay, line: MeasuredLine, at_m: number, spoken: Language): string {
  const height = heightAt(line.points, at_m)
  const grade = gradeAt(line.points, at_m)
  const part = way.parts.find(({ from_m, to_m }) => at_m >= from_m && at_m <= to_m)
  const rounded = Math.round(grade ?? 0)
  return [
    formatLength(at_m, spoken),
    height !== null && `${messages.height[spoken]} ${metres(height, spoken)}`,
    grade !== null && `${messages.grade[spoken]} ${rounded > 0 ? '+' : ''}${rounded}%`,
    part && part.surface !== 'unknown' && surfaceName(part.surface, spoken),
    part && part.lit !== null && (part.lit ? messages.lit : messages.unlit)[spoken],
  ]
    .filter(Boolean)
    .join(' · ')
}

/** `3.3 公里 · 爬升 45 米 · 下降 20 米`. */
export function rangeWords(line: MeasuredLine, range: Range, spoken: Language): string {
  const { length_m, ascent_m, descent_m } = figuresOf(line, range)
  return totalWords({ length_m, ascent_m, descent_m }, spoken)
}

type Totals = Pick<ProfiledWay, 'length_m' | 'ascent_m' | 'descent_m'>

export function totalWords({ length_m, ascent_m, descent_m }: Totals, spoken: Language): string {
  return [
    formatLength(length_m, spoken),
    ascent_m !== null && `${messages.ascent[spoken]} ${metres(ascent_m, spoken)}`,
    descent_m !== null && `${messages.descent[spoken]} ${metres(descent_m, spoken)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

const instant = (iso: string, spoken: Language) => formatDate(iso, 'datetime', spoken)

const gates: Readonly<Record<string, Text>> = {
  bollard: { zh: '路桩', en: 'Bollards' },
  block: { zh: '路障', en: 'Block' },
  chain: { zh: '链条', en: 'Chain' },
  cycle_barrier: { zh: '限行护栏', en: 'Cycle barrier' },
  gate: { zh: '门', en: 'Gate' },
  kissing_gate: { zh: '转门', en: 'Kissing gate' },
  lift_gate: { zh: '道闸', en: 'Lift gate' },
  stile: { zh: '翻越梯', en: 'Stile' },
  turnstile: { zh: '闸机', en: 'Turnstile' },
}

/** Reasons of routes are values: percent, metres, codes, opening hours; those of closures are texts. */
function reasonText(kind: ProfiledWarningKind, reason: ProfiledWarning['reason'], spoken: Language) {
  if (reason === null) return null
  if (typeof reason !== 'string') return reason[spoken]
  switch (kind) {
    case 'steep':
      return `${messages.steepest[spoken]} ${reason}%`
    case 'narrow':
      return `${messages.wide[spoken]} ${reason} ${spoken === 'zh' ? '米' : 'm'}`
    case 'gate':
      return gates[reason]?.[spoken] ?? null
    case 'steps':
      return reason === 'ramp' ? messages.withRamp[spoken] : null
    case 'unpaved':
      return surfaceName(reason, spoken)
    default:
      return reason
  }
}

/** Reason and dates of a warning; empty without any. */
export function reasonWords({ kind, reason, from, until }: ProfiledWarning, spoken: Language): string {
  return [
    reasonText(kind, reason, spoken),
    from && `${messages.from[spoken]} ${instant(from, spoken)}`,
    until && `${messages.until[spoken]} ${instant(until, spoken)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

export interface WarningGroup {
  readonly kind: ProfiledWarningKind
  readonly warnings: readonly ProfiledWarning[]
  readonly length_m: number
}

/** Groups the warnings by kind, the most important kind first. */
export function warningGroups({ warnings }: ProfiledWay): WarningGroup[] {
  return warningOrder.flatMap((kind) => {
    const found = warnings.filter((warning) => warning.kind === kind)
    const length_m = found.reduce((sum, { from_m, to_m }) => sum + to_m - from_m, 0)
    return found.length > 0 ? [{ kind, warnings: found, length_m }] : []
  })
}

/** The warning whose reason the group shows: the steepest, the narrowest, otherwise the first. */
export function strongest({ kind, warnings }: WarningGroup): ProfiledWarning {
  const sign = kind === 'narrow' ? -1 : 1
  const weight = ({ reason }: ProfiledWarning) => (typeof reason === 'string' ? sign * Number(reason) : 0)
  const ranks = kind === 'steep' || kind === 'narrow'
  return warnings.reduce((best, one) => (ranks && weight(one) > weight(best) ? one : best))
}

/** `3 处，共 1.2 公里`; gates have no length. */
export function groupWords({ warnings, length_m }: WarningGroup, spoken: Language): string {
  const count =
    spoken === 'zh' ? `${warnings.length} ${messages.times.zh}` : `${warnings.length}${messages.times.en}`
  if (length_m < 1) return count
  const together = `${messages.together[spoken]} ${formatLength(length_m, spoken)}`
  return spoken === 'zh' ? `${count}，${together}` : `${count}, ${together}`
}

/** The whole profile in words. */
export function summaryOf(way: ProfiledWay, line: MeasuredLine, spoken: Language): string {
  const known = line.points.flatMap(({ height_m }) => height_m ?? [])
  const range = known.length > 0 && [
    known.reduce((a, b) => Math.min(a, b)),
    known.reduce((a, b) => Math.max(a, b)),
  ]
  return [
    totalWords(way, spoken),
    range &&
      `${messages.height[spoken]} ${formatNumber(range[0] ?? 0, spoken, 0)}–${metres(range[1] ?? 0, spoken)}`,
    ...warningGroups(way).map(
      (group) => `${warningWords[group.kind].full[spoken]} ${groupWords(group, spoken)}`,
    ),
  ]
    .filter(Boolean)
    .join(spoken === 'zh' ? '；' : '; ')
}
