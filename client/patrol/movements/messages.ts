/** Texts of zone crossings and routes of units. */
import type { ZoneCrossing } from '../../../geodata/model/answers/zone-crossings.ts'
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('进出片区', 'Zones entered and left'),
  show: text('查看近 12 小时进出片区', 'Show the last 12 hours'),
  hide: text('收起', 'Hide'),
  note: text('每次查看都记入审计日志', 'Each look is recorded in the audit log'),
  none: text('近 12 小时没有进出片区', 'No zone entered or left in the last 12 hours'),
  offRoute: text('偏离路线', 'Off the route:'),
  away: text('已', 'for'),
  case: text('事件', 'incident'),
} as const

export const crossingTitles: Readonly<Record<ZoneCrossing['kind'], Text>> = {
  entered: text('进入', 'Entered'),
  left: text('离开', 'Left'),
}

/** How the time is known; nothing is said of an exact one. */
export const basisTitles: Readonly<Record<Exclude<ZoneCrossing['basis'], 'fixes'>, Text>> = {
  line: text('时间按两次定位推算，介于', 'time estimated between positions at'),
  gap: text('其间无定位，介于', 'no positions in between,'),
}
