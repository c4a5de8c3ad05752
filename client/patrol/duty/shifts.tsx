/** Shifts of a unit: listed, added one by one, and exchanged with a calendar program. */
import { useSignal } from '@preact/signals'
import { readShiftsSchema, type UnitRoster } from '../../../geodata/model/answers/patrol-roster.ts'
import { Failure, Field, TextField, useAction } from '../../parts/form.tsx'
import { Icon } from '../../parts/icons.tsx'
import { sendJson, sendText } from '../../source/send.ts'
import { onServer } from '../../source/server-path.ts'
import { language } from '../../store.ts'
import { formatDayTime, inputMoment, momentOfInput } from '../china-time.ts'
import { messages, rosterMessages } from './messages.ts'
import { AddForm } from './saved-form.tsx'

interface Props {
  readonly unit: UnitRoster
  readonly onChanged: () => void
}

const HOUR_MS = 3_600_000

function ShiftForm({ unit, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const nextHour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
  const from = useSignal(inputMoment(new Date(nextHour).toISOString()))
  const to = useSignal(inputMoment(new Date(nextHour + 8 * HOUR_MS).toISOString()))
  const note = useSignal('')
  const add = () =>
    action.run(async () => {
      await sendJson('POST', `/patrol/units/${unit.id}/shifts`, {
        starts_at: momentOfInput(from.value),
        ends_at: momentOfInput(to.value),
        ...(note.value.trim() === '' ? {} : { summary: note.value }),
      })
      onChanged()
    })
  return (
    <AddForm title={rosterMessages.addShift[spoken]} action={action} onSubmit={() => void add()}>
      <TextField label={messages.from[spoken]} text={from} type="datetime-local" required />
      <TextField label={messages.to[spoken]} text={to} type="datetime-local" required />
      <TextField label={messages.note[spoken]} text={note} maxLength={200} />
    </AddForm>
  )
}

/** Export and import of shifts as an iCalendar file. */
function Calendar({ unit, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const read = useSignal<number | null>(null)
  const path = `/patrol/units/${unit.id}/shifts.ics`
  const replace = (file: File) =>
    action.run(async () => {
      read.value = readShiftsSchema.parse(
        await sendText('PUT', path, await file.text(), 'text/calendar'),
      ).shifts
      onChanged()
    })
  return (
    <>
      <a class="button" href={onServer(path) ?? undefined} download={`${unit.code}.ics`}>
        <Icon name="download" size={18} />
        {rosterMessages.calendar[spoken]}
      </a>
      <Field label={rosterMessages.replaceCalendar[spoken]}>
        {(tied) => (
          <input
            {...tied}
            type="file"
            accept=".ics,text/calendar"
            disabled={action.busy}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              if (file) void replace(file)
              currentTarget.value = ''
            }}
          />
        )}
      </Field>
      <p role="status" class="small">
        {read.value !== null && `${rosterMessages.read[spoken]} ${read.value}`}
      </p>
      <Failure reason={action.failure} />
    </>
  )
}

export function Shifts({ unit, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const remove = (shift: number) =>
    action.run(async () => {
      await sendJson('DELETE', `/patrol/units/${unit.id}/shifts/${shift}`)
      onChanged()
    })
  return (
    <details class="unfold">
      <summary>
        {rosterMessages.shifts[spoken]} · {unit.shifts.length}
      </summary>
      <Failure reason={action.failure} />
      {unit.shifts.length === 0 && <p class="muted small">{rosterMessages.noShifts[spoken]}</p>}
      <ul class="plain entries">
        {unit.shifts.map(({ id, starts_at, ends_at, summary }) => (
          <li key={id} class="entry">
            <p class="small">
              {formatDayTime(starts_at, spoken)} – {formatDayTime(ends_at, spoken)}
              {summary && ` · ${summary}`}
            </p>
            <button
              type="button"
              class="text-button danger"
              disabled={action.busy}
              onClick={() => void remove(id)}
            >
              {messages.remove[spoken]}
              <span class="visually-hidden"> {formatDayTime(starts_at, spoken)}</span>
            </button>
          </li>
        ))}
      </ul>
      <ShiftForm unit={unit} onChanged={onChanged} />
      <Calendar unit={unit} onChanged={onChanged} />
    </details>
  )
}
