/** Form of the duty rules of a unit. */
import { useSignal } from '@preact/signals'
import type { UnitRoster } from '../../../geodata/model/answers/patrol-roster.ts'
import { TextField, useAction } from '../../parts/form.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { integerOf } from './lists.ts'
import { messages, rosterMessages } from './messages.ts'
import { AddForm } from './saved-form.tsx'

interface Props {
  readonly unit: UnitRoster
  readonly onChanged: () => void
}

export function DutyRulesForm({ unit: { id, rules }, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const crew = useSignal(String(rules.crew_minimum))
  const turnOut = useSignal(String(rules.turn_out_s))
  const rest = useSignal(String(rules.rest_after_min))
  const checkIn = useSignal(rules.check_in_min === null ? '' : String(rules.check_in_min))
  const store = () =>
    action.run(async () => {
      await sendJson('PUT', `/patrol/units/${id}/duty-rules`, {
        crew_minimum: integerOf(crew.value),
        turn_out_s: integerOf(turnOut.value),
        rest_after_min: integerOf(rest.value),
        check_in_min: integerOf(checkIn.value),
      })
      onChanged()
    })
  return (
    <AddForm
      title={rosterMessages.rules[spoken]}
      submit={messages.save[spoken]}
      action={action}
      onSubmit={() => void store()}
    >
      <TextField label={rosterMessages.crewMinimum[spoken]} text={crew} type="number" min={1} max={50} />
      <TextField label={rosterMessages.turnOut[spoken]} text={turnOut} type="number" min={0} max={3600} />
      <TextField label={rosterMessages.restAfter[spoken]} text={rest} type="number" min={30} max={1440} />
      <TextField label={rosterMessages.checkIn[spoken]} text={checkIn} type="number" min={5} max={720} />
    </AddForm>
  )
}
