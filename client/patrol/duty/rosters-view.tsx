/** Rosters: readiness, shifts, members and duty rules of each unit. */
import { rostersSchema, type UnitRoster } from '../../../geodata/model/answers/patrol-roster.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { language } from '../../store.ts'
import { formatDayTime } from '../china-time.ts'
import { DutyRulesForm } from './duty-rules-form.tsx'
import { forcesLine } from './lists.ts'
import { Members } from './members.tsx'
import { rosterMessages } from './messages.ts'
import { Shifts } from './shifts.tsx'

const readUnits = (body: unknown) => rostersSchema.parse(body).units

/** Returns "在班至 18:00 · 到岗 4 人（至少 3 人）". */
function readinessText({ readiness, rules }: UnitRoster, spoken: Language): string {
  const { on_shift, rostered, shift_ends_at, crew_present, rest_due_at } = readiness
  const until =
    on_shift && shift_ends_at ? `${rosterMessages.until[spoken]} ${formatDayTime(shift_ends_at, spoken)}` : ''
  const minimum = `${rosterMessages.minimum[spoken]} ${rules.crew_minimum}`
  return [
    `${(on_shift ? rosterMessages.onShift : rosterMessages.offShift)[spoken]} ${until}`.trim(),
    `${rosterMessages.present[spoken]} ${crew_present}${spoken === 'zh' ? ` ${rosterMessages.people.zh}（${minimum}）` : ` (${minimum})`}`,
    on_shift && rest_due_at ? `${rosterMessages.restDue[spoken]} ${formatDayTime(rest_due_at, spoken)}` : '',
    rostered ? '' : rosterMessages.byHand[spoken],
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

interface UnitProps {
  readonly unit: UnitRoster
  readonly onChanged: () => void
}

function Unit({ unit, onChanged }: UnitProps) {
  const spoken = language.value
  const { code, name, name_en, readiness } = unit
  return (
    <details class="unfold duty-unit">
      <summary>
        {code} {spoken === 'en' ? (name_en ?? name) : name}
      </summary>
      <p class="small">{readinessText(unit, spoken)}</p>
      <p class="muted small">
        {forcesLine(readiness.skills, spoken)}
        {readiness.checked_in_at &&
          ` · ${rosterMessages.lastCheckIn[spoken]} ${formatDayTime(readiness.checked_in_at, spoken)}`}
      </p>
      <Shifts unit={unit} onChanged={onChanged} />
      <Members key={JSON.stringify(unit.members)} unit={unit} onChanged={onChanged} />
      <DutyRulesForm unit={unit} onChanged={onChanged} />
    </details>
  )
}

export function RostersView() {
  const rosters = useResource('/patrol/rosters', readUnits)
  return (
    <Loaded resource={rosters}>
      {(units) => (
        <>
          {units.map((unit) => (
            <Unit key={unit.id} unit={unit} onChanged={() => rosters.reload()} />
          ))}
        </>
      )}
    </Loaded>
  )
}
