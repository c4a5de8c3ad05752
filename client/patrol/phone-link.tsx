/** A telephone number that a tap calls. */
import type { DeskContext } from '../desk.ts'
import { messages } from './messages.ts'

/** `phone` as people write it; the link has its digits and a leading + only. */
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
