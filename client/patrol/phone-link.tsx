/** A telephone number as a link that starts a call. */
import type { DeskContext } from '../desk.ts'
import { messages } from './messages.ts'

/** Shows `phone` as written; the link contains only its digits and a leading +. */
export function PhoneLink({
  context,
  phone,
}: {
  readonly context: Pick<DeskContext, 'language'>
  readonly phone: string
}) {
  return (
    <a class="patrol-link patrol-call" href={`tel:${phone.replaceAll(/(?!^\+)\D/g, '')}`}>
      {messages.call[context.language.value]} {phone}
    </a>
  )
}
