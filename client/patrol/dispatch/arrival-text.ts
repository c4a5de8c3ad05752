/** Words on when a unit arrives, and what that time consists of. */
import type { RankedUnit } from '../../../geodata/model/answers/patrol-ranking.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { durationText } from './duration.ts'
import { messages } from './messages.ts'

/** Returns the time of arrival. A unit without a time is unreachable only if the network said so. */
export function arrivalText(
  { seconds, reasons }: Pick<RankedUnit, 'seconds' | 'reasons'>,
  spoken: Language,
): string {
  if (seconds !== null) return durationText(seconds, spoken)
  const isUnreachable = reasons.some(({ code }) => code === 'unreachable')
  return messages[isUnreachable ? 'unreachable' : 'timeUnknown'][spoken]
}

/** Returns "出动 1 分钟 · 行驶 3 分 20 秒 · 2.1 公里", or "直线 1.1 公里" where the network gave no time. */
export function partsOf(
  { turn_out_s, network_s, metres }: Pick<RankedUnit, 'turn_out_s' | 'network_s' | 'metres'>,
  spoken: Language,
): string {
  return [
    turn_out_s > 0 && `${messages.turnOut[spoken]} ${durationText(turn_out_s, spoken)}`,
    network_s !== null && `${messages.travel[spoken]} ${durationText(network_s, spoken)}`,
    metres !== null &&
      `${network_s === null ? `${messages.straight[spoken]} ` : ''}${formatLength(metres, spoken)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
