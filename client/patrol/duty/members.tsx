/** The members of a unit. Only leads see names and accounts. */
import { type Signal, signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { UnitRoster } from '../../../geodata/model/answers/patrol-roster.ts'
import { TextField, useAction } from '../../parts/form.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { lineOf, listOf } from './lists.ts'
import { messages, rosterMessages } from './messages.ts'
import { SavedForm } from './saved-form.tsx'

interface MemberRow {
  /** Undefined for a new member. */
  readonly id: number | undefined
  readonly name: Signal<string>
  readonly force: Signal<string>
  readonly skills: Signal<string>
  readonly account: Signal<string>
}

type Member = UnitRoster['members'][number]

const rowOf = (member?: Member): MemberRow => ({
  id: member?.id,
  name: signal(member?.name ?? ''),
  force: signal(member?.force ?? ''),
  skills: signal(lineOf(member?.skills ?? [], language.peek())),
  account: signal(member?.account ?? ''),
})

const textOf = (value: string): string | null => value.trim() || null

const memberOf = ({ id, name, force, skills, account }: MemberRow) => ({
  ...(id === undefined ? {} : { id }),
  name: textOf(name.value),
  force: force.value,
  skills: listOf(skills.value),
  account: textOf(account.value),
})

interface Props {
  readonly unit: UnitRoster
  readonly onChanged: () => void
}

export function Members({ unit, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const rows = useMemo(() => signal<readonly MemberRow[]>(unit.members.map(rowOf)), [])
  const store = () =>
    action.run(async () => {
      await sendJson('PUT', `/patrol/units/${unit.id}/members`, { members: rows.value.map(memberOf) })
      onChanged()
    })
  return (
    <details class="unfold">
      <summary>
        {rosterMessages.members[spoken]} · {unit.members.length}
      </summary>
      <SavedForm
        action={action}
        onSubmit={() => void store()}
        submit={messages.save[spoken]}
        buttons={
          <button
            type="button"
            class="button"
            onClick={() => {
              rows.value = [...rows.value, rowOf()]
            }}
          >
            {rosterMessages.addMember[spoken]}
          </button>
        }
      >
        <p class="field-hint">{rosterMessages.accountHint[spoken]}</p>
        {rows.value.map((row, index) => (
          <fieldset key={row.id ?? `new ${index}`} class="duty-fields">
            <legend class="visually-hidden">{row.name.value || row.force.value}</legend>
            <TextField label={rosterMessages.force[spoken]} text={row.force} maxLength={100} required />
            <TextField
              label={rosterMessages.person[spoken]}
              text={row.name}
              maxLength={100}
              autocomplete="off"
            />
            <TextField label={rosterMessages.skills[spoken]} text={row.skills} maxLength={400} />
            <TextField
              label={rosterMessages.account[spoken]}
              text={row.account}
              maxLength={100}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
            <button
              type="button"
              class="text-button danger"
              onClick={() => {
                rows.value = rows.value.filter((other) => other !== row)
              }}
            >
              {messages.remove[spoken]}
              <span class="visually-hidden"> {row.name.value || row.force.value}</span>
            </button>
          </fieldset>
        ))}
      </SavedForm>
    </details>
  )
}
