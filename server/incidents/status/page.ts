/** The status page of a report: plain HTML without scripts. */
import { codeLists } from '../../../geodata/model/codes.ts'
import { type ClockStart, dueAt, runningClock } from '../../../geodata/model/patrol/clocks.ts'
import type { IncidentEventType, IncidentState } from '../../../geodata/model/patrol/incident-machine.ts'
import { type ReporterAnswer, reporterAnswers } from '../../../geodata/model/patrol/reporter-answer.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { escaped, htmlDocument } from '../../http/html.ts'
import { dueWords, pageWords, stateWords, stepWords } from './words.ts'

/** A row of `status.sql`; times are ISO 8601. */
export interface Status {
  /** The incident that is worked on; never shown. */
  readonly incident_id: number
  readonly number: string
  readonly kind: string
  readonly is_merged: boolean
  readonly state: IncidentState
  readonly reported_at: string
  readonly received_at: string
  readonly reopened_at: string | null
  readonly routed_at: string | null
  readonly arrived_at: string | null
  readonly fed_back_at: string | null
  readonly closed_at: string | null
  readonly steps: readonly { readonly type: IncidentEventType; readonly at: string }[]
}

function clockTime(at: string | number, language: Language): string {
  const time = new Date(at)
  const text = time.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return `<time datetime="${time.toISOString()}">${escaped(text)}</time>`
}

function dueLine(status: Status, language: Language, from: ClockStart, now: number): string {
  const clock = runningClock(status)
  if (clock === null) return ''
  const due = dueAt(status, clock, from)
  const late = due < now ? ` <strong>${pageWords.overdue[language]}</strong>` : ''
  return `<p class="due">${dueWords[clock][language]} ${clockTime(due, language)}${late}</p>`
}

/** The form by which the reporter answers, where there is something to answer. */
function answerForm({ state }: Status, language: Language): string {
  const answers = reporterAnswers(state)
  if (answers.length === 0) return ''
  const word = (name: keyof typeof pageWords) => pageWords[name][language]
  const buttons = answers.map((answer) => `<button name="answer" value="${answer}">${word(answer)}</button>`)
  return `<h2>${word('answer')}</h2>
<form method="post" action="?lang=${language}">
<label>${word('words')}<textarea name="words" rows="2" maxlength="500"></textarea></label>
<p class="answers">${buttons.join('')}</p>
</form>`
}

const told: Readonly<Record<ReporterAnswer, keyof typeof pageWords>> = {
  persists: 'reopened',
  thanks: 'thanked',
}

const kindTitle = (kind: string, language: Language): string =>
  (codeLists.incidentKinds as Readonly<Record<string, { title: Record<Language, string> }>>)[kind]?.title[
    language
  ] ?? kind

/**
 * Returns the HTML of the page in one language; `base` is the address of the server. `answered`: what the reporter
 * has just answered.
 */
export function statusPage(
  status: Status,
  language: Language,
  base: string,
  from: ClockStart,
  now: number,
  answered?: ReporterAnswer,
): string {
  const word = (name: keyof typeof pageWords) => pageWords[name][language]
  const steps = status.steps.flatMap(({ type, at }) => {
    const text = stepWords[type]?.[language]
    return text === undefined ? [] : [`<li>${clockTime(at, language)} ${text}</li>`]
  })
  const other = language === 'zh' ? 'en' : 'zh'
  return htmlDocument({
    language,
    base,
    style: 'status.css',
    title: `${word('title')} ${status.number}`,
    head: '<meta name="robots" content="noindex">',
    body: `<h1>${word('title')}</h1>
${answered ? `<p class="told" role="status">${word(told[answered])}</p>` : ''}
<p class="state">${stateWords[status.state][language]}</p>
${dueLine(status, language, from, now)}
${status.is_merged ? `<p>${word('merged')}</p>` : ''}
<dl><dt>${word('number')}</dt><dd>${escaped(status.number)}</dd><dt>${word('kind')}</dt><dd>${escaped(kindTitle(status.kind, language))}</dd></dl>
<h2>${word('steps')}</h2>
<ol>${steps.join('')}</ol>
${answered ? '' : answerForm(status, language)}
<p class="note">${word('keep')} <a href="?lang=${other}" hreflang="${other}">${word('other')}</a></p>`,
  })
}
