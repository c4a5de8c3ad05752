/** Texts of the reasons for choosing a unit or not. */
import type { RankingReason } from '../../../geodata/model/answers/patrol-ranking.ts'
import { forceName } from '../../../geodata/model/patrol/force-names.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { spanText } from '../span-text.ts'

type Code = RankingReason['code']
type Value = RankingReason['params'][string] | undefined

const titles: Readonly<Record<Code, Text>> = {
  chosen: { zh: '可最先到达', en: 'there first' },
  assigned: { zh: '已派往本案', en: 'sent already' },
  not_needed: { zh: '已有更快的', en: 'others are faster' },
  skill_lacking: { zh: '缺所需力量', en: 'lacks a force asked for' },
  busy: { zh: '在办其他事件', en: 'busy' },
  rest_due: { zh: '应轮休', en: 'a rest is due' },
  crew_below_minimum: { zh: '到岗人数不足', en: 'crew below the minimum' },
  position_old: { zh: '位置过旧', en: 'position too old' },
  position_missing: { zh: '没有位置', en: 'no position' },
  position_late: { zh: '位置不新', en: 'position not recent' },
  off_shift: { zh: '不在班', en: 'off shift' },
  shift_ending: { zh: '即将下班', en: 'shift is ending' },
  other_zone: { zh: '外片区', en: 'of another zone' },
  unreachable: { zh: '路网不通', en: 'no way there' },
  far_from_network: { zh: '远离道路', en: 'far from any way' },
}

const list = (value: Value, spoken: Language): string =>
  Array.isArray(value) ? value.join(spoken === 'zh' ? '、' : ', ') : String(value ?? '')
const span = (value: Value, spoken: Language): string => spanText(Number(value ?? 0), spoken)

/** Texts of the parameters of a reason; empty without parameters. */
const additions: Readonly<
  Partial<Record<Code, (params: RankingReason['params'], spoken: Language) => string>>
> = {
  not_needed: ({ chosen }, spoken) => list(chosen, spoken),
  skill_lacking: ({ skills }, spoken) =>
    list(Array.isArray(skills) ? skills.map((skill) => forceName(String(skill), spoken)) : skills, spoken),
  busy: ({ incidents }, spoken) => `${incidents} ${spoken === 'zh' ? '起' : 'incidents'}`,
  rest_due: ({ overdue_s }, spoken) =>
    Number(overdue_s ?? 0) < 60
      ? ''
      : `${spoken === 'zh' ? '超时 ' : ''}${span(overdue_s, spoken)}${spoken === 'en' ? ' overdue' : ''}`,
  crew_below_minimum: ({ present, minimum }, spoken) =>
    spoken === 'zh' ? `到岗 ${present} 人，应有 ${minimum} 人` : `${present} of ${minimum}`,
  position_old: ({ seconds }, spoken) => span(seconds, spoken),
  position_late: ({ seconds }, spoken) => span(seconds, spoken),
  shift_ending: ({ seconds }, spoken) =>
    spoken === 'zh' ? `还有 ${span(seconds, spoken)}` : `${span(seconds, spoken)} left`,
  other_zone: ({ zone }) => String(zone ?? ''),
  far_from_network: ({ metres }, spoken) => formatLength(Number(metres ?? 0), spoken),
}

/** Returns "缺所需力量：公安" or "位置过旧：16 分钟". */
export function reasonText({ code, params }: RankingReason, spoken: Language): string {
  const title = titles[code][spoken]
  const more = Object.keys(params).length === 0 ? '' : (additions[code]?.(params, spoken) ?? '')
  return more === '' ? title : `${title}${spoken === 'zh' ? '：' : ': '}${more}`
}

export const reasonTitle = (code: Code, spoken: Language): string => titles[code][spoken]
