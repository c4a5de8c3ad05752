/** The demand of the run card, and shortfalls. */
import type { Ranking } from '../../../geodata/model/answers/patrol-ranking.ts'
import { forceName } from '../../../geodata/model/patrol/force-names.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { Icon } from '../../parts/icons.tsx'
import { messages } from './messages.ts'
import { reasonTitle } from './unit-reasons.ts'

interface Props {
  readonly context: DeskContext
  readonly ranking: Ranking
}

const skillsText = (skills: readonly string[], spoken: Language): string =>
  skills.length === 0
    ? messages.anyUnit[spoken]
    : skills.map((skill) => forceName(skill, spoken)).join(spoken === 'zh' ? '＋' : ' + ')

/** Returns the demand as text: "公安 1 组、任一巡查组 1 组". */
export function demandText({ demand }: Ranking['card'], spoken: Language): string {
  return demand
    .map(({ count, skills }) => `${skillsText(skills, spoken)} ${count} ${messages.groups[spoken]}`)
    .join(spoken === 'zh' ? '、' : ', ')
}

/** Returns a shortfall as text: "公安 缺 1 组（不在班 2、位置过旧 1）". */
export function shortText(
  { skills, wanted, found, reasons }: Ranking['shortfalls'][number],
  spoken: Language,
): string {
  const missing = `${skillsText(skills, spoken)} ${messages.shortOf[spoken]} ${wanted - found} ${messages.groups[spoken]}`
  const why =
    reasons.length === 0
      ? messages.noneHas[spoken]
      : reasons
          .map(({ code, count }) => `${reasonTitle(code, spoken)} ${count}`)
          .join(spoken === 'zh' ? '、' : ', ')
  return spoken === 'zh' ? `${missing}（${why}）` : `${missing} (${why})`
}

export function RunCard({ context, ranking: { card, shortfalls } }: Props) {
  const spoken = context.language.value
  const note = spoken === 'en' ? (card.note_en ?? card.note_zh) : card.note_zh
  return (
    <>
      <p class="small case-demand">
        <strong>{messages.demand[spoken]}</strong>{' '}
        {card.id === null ? messages.noCard[spoken] : demandText(card, spoken)}
        {note && <span class="muted"> · {note}</span>}
      </p>
      {shortfalls.length > 0 && (
        <div class="message warning small case-short" role="status">
          <Icon name="warning" size={18} />
          <span>
            <strong>{messages.short[spoken]}</strong>{' '}
            {shortfalls.map((one) => shortText(one, spoken)).join(spoken === 'zh' ? '；' : '; ')}
          </span>
        </div>
      )}
    </>
  )
}
