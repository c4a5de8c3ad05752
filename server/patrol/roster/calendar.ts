/**
 * Shifts as iCalendar (RFC 5545). Whole days and times without a zone are in China standard time. ical.js ignores
 * an unknown TZID and omits DTSTART from a list of RDATEs; this module corrects both.
 */
import ICAL from 'ical.js'
import type { Text } from '../../../geodata/model/text.ts'
import { ProblemError } from '../../errors.ts'

/** Names of the zone in calendars of Apple, Google, Microsoft and old Unix systems. */
const NAMES = ['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Beijing', 'PRC', 'China Standard Time']

const zoneText = `BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n')

const shanghai = new ICAL.Timezone({ component: ICAL.Component.fromString(zoneText), tzid: 'Asia/Shanghai' })
for (const name of NAMES) ICAL.TimezoneService.register(shanghai, name)

const HOUR_MS = 3_600_000
const LONGEST_HOURS = 48
/** Maximum shifts of one calendar in the period that is expanded. */
const MAX_SHIFTS = 3_000
/** Maximum occurrences of one rule from its beginning; stops rules that repeat every minute. */
const MAX_STEPS = 6_000

/** A shift; times in milliseconds since 1970. */
export interface Shift {
  readonly uid: string
  readonly startsAt: number
  readonly endsAt: number
  readonly summary: string | null
}

interface Span {
  readonly from: number
  readonly to: number
}

export interface ReadCalendar {
  readonly shifts: readonly Shift[]
  /** Repeating events, each as a separate calendar. */
  readonly rules: readonly { readonly uid: string; readonly calendar: string }[]
}

/**
 * Reads the shifts that end after `from` and begin before `to`.
 * @throws ProblemError 400 if the text is no calendar, has unknown zones, or has shifts without an end or too long
 */
export function readCalendar(text: string, span: Span): ReadCalendar {
  const calendar = parsed(text)
  const events = calendar
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component, { exceptions: [] }))
  const shifts: Shift[] = []
  const rules: { uid: string; calendar: string }[] = []
  for (const [uid, own] of grouped(events)) {
    for (const { component } of own) refuseUnknownZones(component)
    const main = own.find((event) => !event.isRecurrenceException())
    const others = own.filter((event) => event !== main)
    if (main?.isRecurring()) {
      const whole = new ICAL.Event(main.component, { exceptions: others })
      shifts.push(...occurrences(whole, span))
      rules.push({
        uid,
        calendar: calendarText([...zonesOf(calendar), ...own.map(({ component }) => component)]),
      })
    } else {
      for (const event of own) {
        const shift = shiftOf(event, event.startDate, event.endDate)
        if (shift && isWithin(shift, span)) shifts.push(shift)
      }
    }
    if (shifts.length > MAX_SHIFTS) throw tooMany(uid)
  }
  return { shifts, rules }
}

/** Returns a calendar of single shifts, and of repeating events as they were imported. */
export function writeCalendar(name: string, shifts: readonly Shift[], rules: readonly string[]): string {
  const kept = rules.map(parsed)
  const zones = new Map(kept.flatMap(zonesOf).map((zone) => [zone.toString(), zone]))
  const hasChina = [...zones.values()].some((zone) => zone.getFirstPropertyValue('tzid') === 'Asia/Shanghai')
  // Other programs need the zone definition, even if an imported rule had none.
  if (kept.length > 0 && !hasChina) zones.set('', shanghai.component)
  const components = [...zones.values(), ...kept.flatMap((one) => one.getAllSubcomponents('vevent'))]
  const repeating = new Set(kept.flatMap((one) => one.getAllSubcomponents('vevent').map(uidOf)))
  for (const shift of shifts) if (!repeating.has(shift.uid)) components.push(eventOf(shift, name))
  return calendarText(components, name)
}

function parsed(text: string): ICAL.Component {
  try {
    const component = ICAL.Component.fromString(text.replace(/^\uFEFF/, ''))
    if (component.name === 'vcalendar') return component
  } catch {
    // Its message names positions in the text, which do not help the user.
  }
  throw badCalendar({
    zh: '应为以 BEGIN:VCALENDAR 开头的 iCalendar 文件。',
    en: 'An iCalendar file was expected, which begins with BEGIN:VCALENDAR.',
  })
}

function grouped(events: readonly ICAL.Event[]): ReadonlyMap<string, readonly ICAL.Event[]> {
  const groups = new Map<string, ICAL.Event[]>()
  for (const event of events) {
    const uid = uidOf(event.component)
    groups.set(uid, [...(groups.get(uid) ?? []), event])
  }
  return groups
}

function uidOf(component: ICAL.Component): string {
  const uid = component.getFirstPropertyValue('uid')
  if (typeof uid === 'string' && uid.length > 0 && uid.length <= 255) return uid
  throw badCalendar({
    zh: '每个 VEVENT 须有 UID，不超过 255 个字符。',
    en: 'Each VEVENT needs a UID of at most 255 characters.',
  })
}

const zonesOf = (calendar: ICAL.Component) => calendar.getAllSubcomponents('vtimezone')

function refuseUnknownZones(component: ICAL.Component): void {
  for (const property of component.getAllProperties()) {
    const name = property.getParameter('tzid')
    if (typeof name !== 'string') continue
    if (component.getTimeZoneByID(name) || ICAL.TimezoneService.has(name)) continue
    throw badCalendar({
      zh: `时区“${name.slice(0, 60)}”没有 VTIMEZONE 定义。请在文件中给出其定义，或使用 Asia/Shanghai。`,
      en: `The time zone "${name.slice(0, 60)}" has no VTIMEZONE in the file. Add it, or use Asia/Shanghai.`,
    })
  }
}

/** Returns all occurrences of a repeating event, including its DTSTART. */
function occurrences(event: ICAL.Event, span: Span): Shift[] {
  const found = new Map<number, Shift>()
  const take = (time: ICAL.Time) => {
    const { startDate, endDate, item } = event.getOccurrenceDetails(time)
    const shift = shiftOf(item, startDate, endDate)
    if (shift && isWithin(shift, span)) found.set(shift.startsAt, shift)
  }
  const excluded = event.component
    .getAllProperties('exdate')
    .flatMap((property) => property.getValues().map((value) => momentOf(value as ICAL.Time)))
  if (!event.component.hasProperty('rrule') && !excluded.includes(momentOf(event.startDate)))
    take(event.startDate)
  const all = event.iterator()
  for (let steps = 0; ; steps++) {
    if (steps > MAX_STEPS || found.size > MAX_SHIFTS) throw tooMany(event.uid)
    const next: ICAL.Time | undefined = all.next()
    // A moved occurrence may be earlier than its original time.
    if (!next || momentOf(next) > span.to + LONGEST_HOURS * HOUR_MS) break
    take(next)
  }
  return [...found.values()]
}

const isWithin = ({ startsAt, endsAt }: Shift, { from, to }: Span) => endsAt > from && startsAt < to

/** Returns milliseconds since 1970. `Time.toJSDate` would read times without a zone in the zone of the process. */
function momentOf(time: ICAL.Time): number {
  const own = time.clone()
  if (own.isDate) own.isDate = false
  if (time.isDate || own.zone === ICAL.Timezone.localTimezone) own.zone = shanghai
  return own.toUnixTime() * 1000
}

/** Returns the shift of an occurrence; undefined if it is cancelled. */
function shiftOf(event: ICAL.Event, start: ICAL.Time | null, end: ICAL.Time | null): Shift | undefined {
  if (event.component.getFirstPropertyValue('status') === 'CANCELLED') return undefined
  const uid = uidOf(event.component)
  const startsAt = start ? momentOf(start) : Number.NaN
  const endsAt = end ? momentOf(end) : Number.NaN
  const hours = (endsAt - startsAt) / HOUR_MS
  if (!(hours > 0 && hours <= LONGEST_HOURS)) {
    throw badCalendar({
      zh: `班次“${uid.slice(0, 60)}”须有开始与结束（DTEND 或 DURATION），时长不超过 ${LONGEST_HOURS} 小时。`,
      en: `The shift "${uid.slice(0, 60)}" needs a start and an end (DTEND or DURATION), and lasts at most ${LONGEST_HOURS} h.`,
    })
  }
  return { uid, startsAt, endsAt, summary: event.summary?.slice(0, 200) ?? null }
}

function eventOf({ uid, startsAt, endsAt, summary }: Shift, unit: string): ICAL.Component {
  const component = new ICAL.Component('vevent')
  const utc = (ms: number) => ICAL.Time.fromJSDate(new Date(ms), true)
  component.addPropertyWithValue('uid', uid)
  component.addPropertyWithValue('dtstamp', utc(startsAt))
  component.addPropertyWithValue('dtstart', utc(startsAt))
  component.addPropertyWithValue('dtend', utc(endsAt))
  component.addPropertyWithValue('summary', summary ?? unit)
  return component
}

function calendarText(components: readonly ICAL.Component[], name?: string): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Shuangxi//Patrol shifts//EN')
  if (name !== undefined) calendar.addPropertyWithValue('x-wr-calname', name)
  for (const component of components)
    calendar.addSubcomponent(ICAL.Component.fromString(component.toString()))
  return `${calendar.toString()}\r\n`
}

const badCalendar = (detail: Text) =>
  new ProblemError(400, { zh: '排班日历有误', en: 'Bad calendar' }, detail)

const tooMany = (uid: string) =>
  badCalendar({
    zh: `班次过多：至“${uid.slice(0, 60)}”已超过 ${MAX_SHIFTS} 个，或其重复规则过密。`,
    en: `Too many shifts: more than ${MAX_SHIFTS} up to "${uid.slice(0, 60)}", or its rule repeats too often.`,
  })
