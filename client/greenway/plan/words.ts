/** Sentences about routes: time, differences of alternatives, turns, reasons. */
import type { PlannedRoute, RouteTurn, RouteWhy } from '../../../geodata/model/answers/route-plan.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { formatDate, formatLength, formatNumber } from '../../format.ts'
import { avoidNames, messages } from './messages.ts'
import type { PlanAvoid } from './plan-address.ts'

/** `1 小时 05 分`, `12 分钟`. */
export function durationWords(seconds: number, spoken: Language): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return spoken === 'zh' ? `${minutes} 分钟` : `${minutes} min`
  const padded = String(rest).padStart(2, '0')
  return spoken === 'zh' ? `${hours} 小时 ${padded} 分` : `${hours} h ${padded} min`
}

/** The time of day in China of an instant, `19:05`. */
export const clock = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(new Date(iso))

const metres = (value: number, spoken: Language) =>
  `${formatNumber(Math.round(value), spoken, 0)} ${spoken === 'zh' ? '米' : 'm'}`

type Compared = Pick<PlannedRoute, 'length_m' | 'duration_s' | 'ascent_m' | 'warnings' | 'parts' | 'night'>

const count = ({ warnings }: Compared, kind: string) =>
  warnings.filter((warning) => warning.kind === kind).length
const greenwayShare = ({ parts, length_m }: Compared) =>
  parts.filter(({ kind }) => kind === 'greenway').reduce((sum, { from_m, to_m }) => sum + to_m - from_m, 0) /
  Math.max(1, length_m)

/** Differences below these are not worth saying. */
const LENGTH_M = 50
const CLIMB_M = 8
const SHARE = 0.15

/** Says how a route differs from another, at most three differences, the most noticeable first. */
export function differences(route: Compared, other: Compared): Text[] {
  const found: Text[] = []
  const length = route.length_m - other.length_m
  if (Math.abs(length) >= LENGTH_M) {
    const by = (spoken: Language) => formatLength(Math.abs(length), spoken)
    found.push(
      length > 0
        ? { zh: `长 ${by('zh')}`, en: `${by('en')} longer` }
        : { zh: `短 ${by('zh')}`, en: `${by('en')} shorter` },
    )
  }
  const climb = (route.ascent_m ?? 0) - (other.ascent_m ?? 0)
  if (Math.abs(climb) >= CLIMB_M)
    found.push(
      climb > 0
        ? { zh: `多爬 ${metres(climb, 'zh')}`, en: `${metres(climb, 'en')} more climb` }
        : { zh: `少爬 ${metres(-climb, 'zh')}`, en: `${metres(-climb, 'en')} less climb` },
    )
  const steps = [count(route, 'steps'), count(other, 'steps')] as const
  if (steps[0] > 0 && steps[1] === 0) found.push({ zh: '有台阶', en: 'has steps' })
  if (steps[0] === 0 && steps[1] > 0) found.push({ zh: '没有台阶', en: 'no steps' })
  const green = greenwayShare(route) - greenwayShare(other)
  if (Math.abs(green) >= SHARE)
    found.push(
      green > 0 ? { zh: '更多走绿道', en: 'more on greenways' } : { zh: '更多走马路', en: 'more on roads' },
    )
  const dark = route.night.unlit_m - other.night.unlit_m
  if (Math.abs(dark) >= LENGTH_M)
    found.push(dark > 0 ? { zh: '更多无照明', en: 'more unlit' } : { zh: '更多有照明', en: 'better lit' })
  return found.slice(0, 3)
}

type Named = Readonly<{ name: string | null; name_en: string | null }>
const nameOf = ({ name, name_en }: Named, spoken: Language) => (spoken === 'en' ? (name_en ?? name) : name)

/** An arrow for the direction, drawn by its angle in degrees clockwise; null for no turn. */
export const turnAngle: Readonly<Partial<Record<RouteTurn['kind'], number>>> = {
  depart: 0,
  straight: 0,
  slight_left: -35,
  left: -90,
  sharp_left: -135,
  slight_right: 35,
  right: 90,
  sharp_right: 135,
  turn_back: 180,
}

const instant = (iso: string, spoken: Language) => formatDate(iso, 'datetime', spoken)

/** Why the route does not go another way, in one sentence. */
export function whyText(why: RouteWhy, spoken: Language): string {
  const name = nameOf(why, spoken) ?? messages.someWay[spoken]
  const reason = spoken === 'en' ? (why.reason_en ?? why.reason) : why.reason
  const extra = why.extra_s >= 30 ? `${messages.extra[spoken]} ${durationWords(why.extra_s, spoken)}` : ''
  const join = (parts: readonly (string | null | false)[]) =>
    parts.filter(Boolean).join(spoken === 'zh' ? '；' : '; ')
  const gap = spoken === 'zh' ? '' : ' '
  if (why.kind === 'closure') {
    const dates = why.until
      ? `${why.from ? instant(why.from, spoken) : ''}–${instant(why.until, spoken)}`
      : [why.from && instant(why.from, spoken), messages.noEnd[spoken]].filter(Boolean).join(' · ')
    return join([`${messages.avoidsClosure[spoken]}${gap}${name}`, reason, dates, extra])
  }
  if (why.kind === 'night') return join([`${messages.avoidsNight[spoken]}${gap}${name}`, extra])
  const wished = why.reason && why.reason in avoidNames ? avoidNames[why.reason as PlanAvoid][spoken] : reason
  return join([`${messages.avoidsWish[spoken]}${gap}${wished ?? ''}`, nameOf(why, spoken), extra])
}

/** Darkness on the way; null by day. */
export function nightText({ night }: Pick<PlannedRoute, 'night'>, spoken: Language): string | null {
  if (night.dark_m < 1) return null
  const part = (length: number, word: Text) =>
    length >= 1 && `${word[spoken]} ${formatLength(length, spoken)}`
  return [
    night.dusk && `${messages.dusk[spoken]} ${clock(night.dusk)}`,
    spoken === 'zh'
      ? `天黑后走 ${formatLength(night.dark_m, spoken)}`
      : `${formatLength(night.dark_m, spoken)} after dark`,
    part(night.unlit_m, messages.ofUnlit),
    part(night.unknown_m, messages.ofUnknown),
  ]
    .filter(Boolean)
    .join(' · ')
}
