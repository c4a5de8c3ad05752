/** What a published copy shows where desks would open: what it can do, and what it cannot. */
import { language } from '../store.ts'
import { say, words } from '../words.ts'

export function PublishedNote() {
  const spoken = language.value
  return (
    <section class="desk-section">
      <h2>{say(words.publishedTitle, spoken)}</h2>
      <p class="muted">{say(words.publishedNote, spoken)}</p>
    </section>
  )
}
