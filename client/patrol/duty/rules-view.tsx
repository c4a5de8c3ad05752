/** Escalation rules, which notify before or after the deadline of a clock. */
import type { EscalationRule } from '../../../geodata/model/answers/patrol-escalation.ts'
import { rulesSchema } from '../../../geodata/model/answers/patrol-escalation.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatCode } from '../../format.ts'
import { useResource } from '../../parts/resource.tsx'
import { language } from '../../store.ts'
import { messages as dispatch } from '../dispatch/messages.ts'
import { weekdayTitles } from '../messages.ts'
import { spanText } from '../span-text.ts'
import { EntryList } from './entry-list.tsx'
import { lineOf } from './lists.ts'
import { actionTitles, clockTitles, firstRules, messages, ruleMessages } from './messages.ts'
import { RuleForm } from './rule-form.tsx'

const PATH = '/patrol/escalation-rules'
const readRules = (body: unknown) => rulesSchema.parse(body).rules

function whenText({ offset_s }: EscalationRule, spoken: Language): string {
  if (offset_s === 0) return ruleMessages.atEnd[spoken]
  const span = spanText(Math.abs(offset_s), spoken)
  const side = (offset_s < 0 ? ruleMessages.before : ruleMessages.after)[spoken]
  return spoken === 'zh' ? `${side} ${span}` : `${span} ${side}`
}

function hoursText({ weekdays, from_time, to_time }: EscalationRule, spoken: Language): string {
  const days =
    weekdays.length === 7
      ? ruleMessages.everyDay[spoken]
      : weekdays.map((day) => weekdayTitles[day - 1]?.short[spoken] ?? day).join(spoken === 'zh' ? '' : ' ')
  const isAllDay = from_time === '00:00' && to_time === '24:00'
  return `${days} ${isAllDay ? ruleMessages.allDay[spoken] : `${from_time}–${to_time}`}`
}

/** Returns the incidents to which a rule applies, as text. */
function scopeText({ kinds, priority }: EscalationRule, spoken: Language): string {
  const named = kinds?.map((kind) => formatCode(kind, 'incidentKinds', spoken))
  const urgency =
    priority === 3
      ? null
      : `${dispatch.priorities[priority as 1 | 2][spoken]}${priority === 1 ? '' : ` ${ruleMessages.upTo[spoken]}`}`
  return [named ? lineOf(named, spoken) : messages.anyKind[spoken], urgency].filter((one) => one).join(' · ')
}

const nameOf = ({ name }: EscalationRule, spoken: Language): string =>
  spoken === 'en' ? (firstRules[name] ?? name) : name

export function RulesView() {
  const spoken = language.value
  const rules = useResource(PATH, readRules)
  return (
    <>
      <p class="muted small">{ruleMessages.intro[spoken]}</p>
      <EntryList resource={rules} path={PATH} nameOf={(rule) => nameOf(rule, spoken)}>
        {(rule) => (
          <>
            <p class="entry-name">{nameOf(rule, spoken)}</p>
            <p class="small">
              {clockTitles[rule.clock][spoken]} · {whenText(rule, spoken)} ·{' '}
              {actionTitles[rule.action][spoken]}
              {rule.email && ` ${rule.email}`}
            </p>
            <p class="muted small">
              {scopeText(rule, spoken)} · {hoursText(rule, spoken)}
            </p>
          </>
        )}
      </EntryList>
      <RuleForm onAdded={() => rules.reload()} />
    </>
  )
}
