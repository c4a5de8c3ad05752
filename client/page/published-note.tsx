/** Panel of a published copy instead of desks: what it can do and what it cannot. */

import { messages, say } from '../messages.ts'
import { language } from '../store.ts'

export function PublishedNote() {
  const spoken = language.value
  return (
    <section class="desk-section">
      <h2>{say(messages.publishedTitle, spoken)}</h2>
      <p class="muted">{say(messages.publishedNote, spoken)}</p>
    </section>
  )
}
