/** Open incidents that a report may be about, too, with what speaks for it. */
import type { ListedIncident } from '../../../geodata/model/answers/incidents.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { distanceMetres } from '../distance.ts'
import { spanText } from '../span-text.ts'
import { messages } from './messages.ts'

/** Of the same kind, farther apart in place and time than of another. */
const LIMITS = { same: { metres: 500, seconds: 7200 }, other: { metres: 120, seconds: 1800 } } as const
const MOST = 3

export interface Likely {
  readonly incident: ListedIncident
  readonly metres: number
  /** Since it was received. */
  readonly seconds: number
  readonly isSameKind: boolean
}

/** At most three, of the same kind first, then the nearest. `now` in milliseconds since 1970. */
export function likelyDuplicates(
  report: { readonly lon: number; readonly lat: number; readonly kind: string },
  open: readonly ListedIncident[],
  now: number,
): readonly Likely[] {
  return open
    .map((incident) => ({
      incident,
      metres: distanceMetres(report, incident),
      seconds: (now - Date.parse(incident.received_at)) / 1000,
      isSameKind: incident.kind === report.kind,
    }))
    .filter(({ metres, seconds, isSameKind }) => {
      const limit = isSameKind ? LIMITS.same : LIMITS.other
      return metres <= limit.metres && seconds <= limit.seconds
    })
    .sort((a, b) => Number(b.isSameKind) - Number(a.isSameKind) || a.metres - b.metres)
    .slice(0, MOST)
}

/** "同类 · 相距 40 米 · 早 6 分钟". */
export function likelyText({ metres, seconds, isSameKind }: Likely, spoken: Language): string {
  return [
    ...(isSameKind ? [messages.sameKind[spoken]] : []),
    `${messages.apart[spoken]} ${formatLength(metres, spoken)}`,
    `${messages.before[spoken]} ${spanText(Math.max(0, seconds), spoken)}`,
  ].join(' · ')
}
