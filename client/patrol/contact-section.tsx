/** Contact of the reporter of an incident, for leads on request; the audit log records each access. */
import { useSignal } from '@preact/signals'
import { contactSchema } from '../../geodata/model/answers/contact.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { messages } from './messages.ts'
import { PhoneLink } from './phone-link.tsx'

interface Props {
  readonly context: DeskContext
  readonly id: number
}

interface Contact {
  readonly name: string | null
  readonly phone: string | null
  readonly note: string | null
}

const readContact = (body: unknown): Contact => contactSchema.parse(body)

/** Returns the contact, the reason why it is not shown, or null. */
async function load({ context, id }: Props): Promise<Contact | Text | null> {
  try {
    return await fetchJson(`/patrol/incidents/${id}/contact`, readContact, context.signal)
  } catch (error) {
    if (isAbort(error)) return null
    if (!(error instanceof RequestError)) throw error
    return error.status === 404 ? messages.noContact : error.reason
  }
}

function Shown({ context, contact }: Pick<Props, 'context'> & { readonly contact: Contact }) {
  const { name, phone, note } = contact
  return (
    <p>
      {name} {phone && <PhoneLink context={context} phone={phone} />}
      {note && <span class="small patrol-incident-facts">{note}</span>}
    </p>
  )
}

export function ContactSection(props: Props) {
  const { context } = props
  const spoken = context.language.value
  const found = useSignal<Contact | Text | null>(null)
  if (!context.roles.value.some((role) => role === 'lead' || role === 'admin')) return null
  const { value } = found
  return (
    <>
      <h3>{messages.contact[spoken]}</h3>
      {value === null && (
        <>
          <button
            type="button"
            class="button wide"
            onClick={async () => {
              found.value = await load(props)
            }}
          >
            {messages.showContact[spoken]}
          </button>
          <p class="muted small">{messages.trackNote[spoken]}</p>
        </>
      )}
      <div role="status">
        {value &&
          ('zh' in value ? (
            <p class="muted small">{value[spoken]}</p>
          ) : (
            <Shown context={context} contact={value} />
          ))}
      </div>
    </>
  )
}
