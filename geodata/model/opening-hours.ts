/**
 * Opening hours in the syntax of OpenStreetMap: 24/7, weekdays, months, times, times past midnight, `off`, and
 * rules after `;` (replace those of their days) or `,` (add to them). In China's time. Public holidays (PH) are
 * those of public-holidays.ts; school holidays (SH) have no dates here: their rules are left out.
 */
import { dayKind } from './public-holidays.ts'

const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000
const weekdays = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Minutes of the day; the end may be past 24:00. */
type Span = readonly [from: number, to: number]

interface Rule {
  readonly months: ReadonlySet<number> | null
  readonly days: ReadonlySet<number> | null
  /** Whether the rule names public holidays, beside its weekdays or alone. */
  readonly onHolidays: 'also' | 'only' | null
  readonly spans: readonly Span[]
  readonly adds: boolean
}

export interface OpenState {
  readonly isOpen: boolean
  /** Milliseconds since 1970 of the next change within eight days; null for none. */
  readonly until: number | null
}

export interface OpeningHours {
  /** True if the hours differ on public holidays, so that a year's list of them is needed. */
  readonly namesHolidays: boolean
  at(ms: number): OpenState
}

/** Returns null for a text that is not understood: then nothing is known about the hours. */
export function parseOpeningHours(text: string): OpeningHours | null {
  const plain = text.replace(/"[^"]*"/g, '').trim()
  // Weekdays with a comment in place of times.
  if (plain === '' || (plain !== text.trim() && !/\d|off|closed|open/.test(plain))) return null
  const rules: Rule[] = []
  for (const piece of plain.split(/;|\|\|/)) {
    for (const [n, part] of splitAdded(piece).entries()) {
      const rule = readRule(part.trim(), n > 0)
      if (rule === undefined) return null
      if (rule === null) continue
      // Times alone after `;` replace all before by the specification; writers mostly mean a comma.
      if (rules.length > 0 && n === 0 && isEveryDay(rule)) return null
      rules.push(rule)
    }
  }
  if (rules.length === 0) return null
  return {
    at: (ms) => stateAt(rules, ms),
    namesHolidays: rules.some(({ onHolidays }) => onHolidays !== null),
  }
}

const isEveryDay = ({ months: inMonths, days, onHolidays }: Rule) =>
  inMonths === null && days === null && onHolidays === null

/** Splits at commas between whole rules: after a time or `off`, before a day or month. */
const splitAdded = (text: string): string[] => text.split(/(?<=\d|off|closed)\s*,\s*(?=[A-Z])/)

/** Returns null for a rule that is left out, undefined for one that is not understood. */
function readRule(text: string, adds: boolean): Rule | null | undefined {
  if (text === '') return null
  if (/^SH\b/.test(text) && !/^SH\s*,/.test(text)) return null
  if (text === '24/7' || text === 'open')
    return { months: null, days: null, onHolidays: null, spans: [[0, 1440]], adds }
  const match =
    /^(?:((?:[A-Z][a-z]{2}(?:\s*-\s*[A-Z][a-z]{2})?\s*,?\s*)+):?(?:\s+|$))?((?:(?:PH|SH|[A-Z][a-z])(?:\s*-\s*[A-Z][a-z])?\s*,?\s*)+(?:\s+|:\s*|$))?(.*)$/.exec(
      text,
    )
  const inMonths = readSet(match?.[1], months)
  const named = match?.[2]?.replace(/:\s*$/, '')
  const days = readSet(named?.replace(/\b[PS]H\b\s*,?/g, ''), weekdays)
  const hasHolidays = /\bPH\b/.test(named ?? '')
  const spans = readSpans(match?.[3]?.trim() ?? '')
  if (inMonths === undefined || days === undefined || spans === undefined) return undefined
  const onHolidays = hasHolidays ? (days === null ? 'only' : 'also') : null
  return { months: inMonths, days, onHolidays, spans, adds }
}

/** Returns whether a rule is about a weekday, or a public holiday. */
function isAbout({ days, onHolidays }: Rule, weekday: number, isHoliday: boolean): boolean {
  if (isHoliday && onHolidays !== null) return true
  return onHolidays !== 'only' && (days === null || days.has(weekday))
}

/** Reads `Mo-Fr, Su`; null for no text. */
function readSet(text: string | undefined, names: readonly string[]): ReadonlySet<number> | null | undefined {
  if (text === undefined || text.trim() === '') return null
  const found = new Set<number>()
  for (const range of text.split(',')) {
    if (range.trim() === '') continue
    const [first = -1, last = first] = range.split('-').map((name) => names.indexOf(name.trim()))
    if (first < 0 || last < 0) return undefined
    for (let n = first; ; n = (n + 1) % names.length) {
      found.add(n)
      if (n === last) break
    }
  }
  return found
}

function readSpans(text: string): readonly Span[] | undefined {
  if (text === '' || text === 'open') return [[0, 1440]]
  if (text === 'off' || text === 'closed') return []
  const spans = text.split(',').map((part): Span | null => {
    const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(part)
    if (match === null) return null
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number)
    if (h1 > 24 || h2 > 48 || m1 > 59 || m2 > 59) return null
    const [from, to] = [60 * h1 + m1, 60 * h2 + m2]
    return [from, to <= from ? to + 1440 : to]
  })
  return spans.some((span) => span === null) ? undefined : (spans as Span[])
}

/** Returns the open spans of a day, numbered from 1970 in China. */
function spansOf(rules: readonly Rule[], day: number): readonly Span[] {
  const date = new Date(day * DAY_MS)
  const isHoliday = dayKind(day) === 'off'
  let spans: readonly Span[] = []
  for (const rule of rules) {
    if (rule.months !== null && !rule.months.has(date.getUTCMonth())) continue
    if (!isAbout(rule, date.getUTCDay(), isHoliday)) continue
    spans = rule.adds ? [...spans, ...rule.spans] : rule.spans
  }
  return spans
}

function stateAt(rules: readonly Rule[], ms: number): OpenState {
  const local = ms + CHINA_MS
  const today = Math.floor(local / DAY_MS)
  const spans: [number, number][] = []
  for (let day = today - 2; day <= today + 8; day++)
    for (const [from, to] of spansOf(rules, day))
      spans.push([day * DAY_MS + from * 60_000, day * DAY_MS + to * 60_000])
  spans.sort((a, b) => a[0] - b[0])
  let end: number | null = null
  for (const [from, to] of spans) {
    if (end === null && from > local) return { isOpen: false, until: from - CHINA_MS }
    // Spans that touch are one.
    if (end !== null && from > end) break
    if (to > local) end = Math.max(end ?? to, to)
  }
  const isForever = end !== null && end > local + 7 * DAY_MS
  return { isOpen: end !== null, until: end === null || isForever ? null : end - CHINA_MS }
}
