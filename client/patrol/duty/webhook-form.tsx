/** Form of a new webhook. */
import { useSignal } from '@preact/signals'
import { madeWebhookSchema } from '../../../geodata/model/answers/patrol-webhook.ts'
import { incidentChannels } from '../../../geodata/model/codes.ts'
import { incidentEventTypes } from '../../../geodata/model/patrol/incident-machine.ts'
import { eventTitles } from '../../../geodata/model/patrol/step-words.ts'
import { ChoiceField, Field, TextField, useAction } from '../../parts/form.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { messages, webhookMessages } from './messages.ts'
import { AddForm, Ticks } from './saved-form.tsx'

export function WebhookForm({ onMade }: { readonly onMade: (secret: string) => void }) {
  const spoken = language.value
  const action = useAction()
  const name = useSignal('')
  const direction = useSignal<'in' | 'out'>('out')
  const url = useSignal('')
  const events = useSignal<readonly string[]>(incidentEventTypes)
  const channel = useSignal<string>('police_grid')
  const isOutgoing = direction.value === 'out'
  const add = () =>
    action.run(async () => {
      const body = await sendJson('POST', '/admin/webhooks', {
        name: name.value,
        direction: direction.value,
        ...(isOutgoing ? { url: url.value, events: events.value } : { channel: channel.value }),
      })
      name.value = ''
      url.value = ''
      onMade(madeWebhookSchema.parse(body).secret)
    })
  return (
    <AddForm title={webhookMessages.addWebhook[spoken]} action={action} onSubmit={() => void add()}>
      <Field label={messages.name[spoken]} hint={webhookMessages.nameHint[spoken]}>
        {(tied) => (
          <input
            {...tied}
            type="text"
            required
            maxLength={60}
            pattern="[a-z0-9][a-z0-9_\-]*"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={name.value}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value
            }}
          />
        )}
      </Field>
      <ChoiceField
        label={webhookMessages.direction[spoken]}
        chosen={direction}
        options={(['out', 'in'] as const).map((one) => [one, webhookMessages[one][spoken]])}
      />
      {isOutgoing ? (
        <>
          <TextField label={webhookMessages.url[spoken]} text={url} type="url" maxLength={2000} required />
          <Ticks
            legend={webhookMessages.events[spoken]}
            options={incidentEventTypes.map((type) => [type, eventTitles[type][spoken]])}
            chosen={events}
          />
        </>
      ) : (
        <ChoiceField
          label={webhookMessages.channel[spoken]}
          chosen={channel}
          options={Object.entries(incidentChannels).map(([code, { title }]) => [code, title[spoken]])}
        />
      )}
    </AddForm>
  )
}
