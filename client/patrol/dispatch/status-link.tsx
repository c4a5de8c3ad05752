/** Creates a private link with which the reporter follows an incident; for leads. */
import { useSignal } from '@preact/signals'
import { statusLinkSchema } from '../../../geodata/model/answers/patrol-incident.ts'
import type { DeskContext } from '../../desk.ts'
import { Failure, Field, useAction } from '../../parts/form.tsx'
import { sendJson } from '../../source/send.ts'
import { messages } from './messages.ts'
import { mayDirect } from './who.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
}

export function StatusLink({ context, id }: Props) {
  const spoken = context.language.value
  const url = useSignal('')
  const action = useAction()
  if (!mayDirect(context)) return null
  const make = () =>
    action.run(async () => {
      const made = await sendJson('POST', `/patrol/incidents/${id}/status-links`, {})
      url.value = statusLinkSchema.parse(made).url
    })
  return (
    <>
      {url.value === '' ? (
        <button type="button" class="button wide" disabled={action.busy} onClick={() => void make()}>
          {messages.statusLink[spoken]}
        </button>
      ) : (
        <Field label={messages.statusLink[spoken]} hint={messages.statusLinkNote[spoken]}>
          {(tied) => (
            <input
              {...tied}
              type="text"
              readOnly
              value={url.value}
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
          )}
        </Field>
      )}
      <Failure reason={action.failure} />
    </>
  )
}
