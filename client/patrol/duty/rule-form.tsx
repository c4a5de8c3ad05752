/** Form of a new escalation rule. */
import { type Signal, useSignal } from '@preact/signals'
import type { EscalationRule } from '../../../geodata/model/answers/patrol-escalation.ts'
import { webhooksSchema } from '../../../geodata/model/answers/patrol-webhook.ts'
import { clocks } from '../../../geodata/model/patrol/clocks.ts'
import { ChoiceField, TextField, useAction } from '../../parts/form.tsx'
import { useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { viewer } from '../../viewer.ts'
import { messages as dispatch } from '../dispatch/messages.ts'
import { weekdayTitles } from '../messages.ts'
import { kindOptions } from './kind-options.ts'
import { actionTitles, clockTitles, messages, ruleMessages } from './messages.ts'
import { AddForm, Ticks } from './saved-form.tsx'

const readOutgoing = (body: unknown) =>
  webhooksSchema.parse(body).webhooks.filter(({ direction }) => direction === 'out')

/** Choice of a webhook, for administrators only: others may not list webhooks. */
function WebhookChoice({ chosen }: { readonly chosen: Signal<string> }) {
  const webhooks = useResource('/admin/webhooks', readOutgoing)
  return (
    <ChoiceField
      label={ruleMessages.to[language.value]}
      chosen={chosen}
      options={[['', '–'], ...(webhooks.value ?? []).map(({ id, name }) => [String(id), name] as const)]}
    />
  )
}

const sides = ['before', 'after'] as const

export function RuleForm({ onAdded }: { readonly onAdded: () => void }) {
  const spoken = language.value
  const action = useAction()
  const name = useSignal('')
  const clock = useSignal<EscalationRule['clock']>('routed')
  const minutes = useSignal('1')
  const side = useSignal<(typeof sides)[number]>('before')
  const how = useSignal<EscalationRule['action']>('page')
  const webhook = useSignal('')
  const email = useSignal('')
  const kind = useSignal('')
  const priority = useSignal('3')
  const days = useSignal<readonly string[]>(['1', '2', '3', '4', '5', '6', '7'])
  const from = useSignal('00:00')
  const to = useSignal('')
  const isAdmin = viewer.value?.roles.includes('admin') === true
  const actions = (['page', 'sound', 'email', 'webhook'] as const).filter(
    (one) => isAdmin || one !== 'webhook',
  )
  const add = () =>
    action.run(async () => {
      await sendJson('POST', '/patrol/escalation-rules', {
        name: name.value,
        clock: clock.value,
        offset_s: Math.round(Number(minutes.value) * 60) * (side.value === 'before' ? -1 : 1),
        action: how.value,
        ...(how.value === 'webhook' ? { webhook_id: Number(webhook.value) } : {}),
        ...(how.value === 'email' ? { email: email.value } : {}),
        ...(kind.value === '' ? {} : { kinds: [kind.value] }),
        priority: Number(priority.value),
        weekdays: days.value.map(Number).sort(),
        from_time: from.value || '00:00',
        to_time: to.value || '24:00',
      })
      name.value = ''
      onAdded()
    })
  return (
    <AddForm title={ruleMessages.addRule[spoken]} action={action} onSubmit={() => void add()}>
      <TextField label={messages.name[spoken]} text={name} maxLength={100} required autocomplete="off" />
      <ChoiceField
        label={ruleMessages.clock[spoken]}
        chosen={clock}
        options={clocks.map((one) => [one, clockTitles[one][spoken]])}
      />
      <TextField
        label={ruleMessages.minutes[spoken]}
        text={minutes}
        type="number"
        min={0}
        max={1440}
        required
      />
      <ChoiceField
        label={ruleMessages.when[spoken]}
        chosen={side}
        options={sides.map((one) => [one, ruleMessages[one][spoken]])}
      />
      <ChoiceField
        label={ruleMessages.action[spoken]}
        chosen={how}
        options={actions.map((one) => [one, actionTitles[one][spoken]])}
      />
      {how.value === 'email' && (
        <TextField label={ruleMessages.email[spoken]} text={email} type="email" maxLength={200} required />
      )}
      {how.value === 'webhook' && <WebhookChoice chosen={webhook} />}
      <ChoiceField label={messages.kind[spoken]} chosen={kind} options={kindOptions(spoken)} />
      <ChoiceField
        label={messages.priority[spoken]}
        chosen={priority}
        options={[
          ['3', messages.anyPriority[spoken]],
          ['2', `${dispatch.priorities[2][spoken]} ${ruleMessages.upTo[spoken]}`],
          ['1', dispatch.priorities[1][spoken]],
        ]}
      />
      <TextField label={messages.from[spoken]} text={from} type="time" />
      <TextField
        label={messages.to[spoken]}
        hint={ruleMessages.untilMidnight[spoken]}
        text={to}
        type="time"
      />
      <Ticks
        legend={ruleMessages.weekdays[spoken]}
        options={weekdayTitles.map(({ long }, index) => [String(index + 1), long[spoken]])}
        chosen={days}
      />
    </AddForm>
  )
}
