/** Personal data: find a person, export and erase the data. */
import { useSignal } from '@preact/signals'
import type { FoundPeople as Found, Person } from '../../geodata/model/answers/people.ts'
import { formatDate, formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { Failure, TextField, useAction } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { sendJson } from '../source/send.ts'
import { language, notify } from '../store.ts'
import { messages } from './messages.ts'
import { readPeople } from './people-data.ts'

function summaryOf({ kind, phone, incidents, last_at }: Person): string {
  const spoken = language.value
  const parts = [
    say(kind === 'account' ? messages.account : messages.reporter, spoken),
    phone,
    kind === 'reporter' ? `${say(messages.reports, spoken)} ${formatNumber(incidents, spoken)}` : null,
    last_at && formatDate(last_at, 'datetime', spoken),
  ]
  return parts.filter(Boolean).join(' · ')
}

function Row({ person, onErased }: { readonly person: Person; readonly onErased: () => void }) {
  const spoken = language.value
  const asking = useSignal(false)
  const action = useAction()
  const path = `/admin/people/${encodeURIComponent(person.id)}`
  const erase = () =>
    action.run(async () => {
      await sendJson('DELETE', path)
      notify({ kind: 'information', text: messages.erased })
      onErased()
    })
  return (
    <li class="entry" data-person={person.kind}>
      <div>
        <p class="entry-name">{person.name ?? person.id}</p>
        <p class="muted small">{summaryOf(person)}</p>
        {asking.value && <p class="message warning">{say(messages.eraseText, spoken)}</p>}
        <Failure reason={action.failure} />
      </div>
      <div class="form-actions">
        <a class="button" href={`${path}/export`} download="">
          <Icon name="download" size={18} />
          {say(messages.exportPerson, spoken)}
        </a>
        <button
          type="button"
          class="button danger"
          disabled={action.busy}
          onClick={() => {
            if (asking.value) void erase()
            else asking.value = true
          }}
        >
          {say(asking.value ? messages.eraseNow : messages.erase, spoken)}
        </button>
      </div>
    </li>
  )
}

export function PeopleView() {
  const spoken = language.value
  const wanted = useSignal('')
  const found = useSignal<Found | null>(null)
  const action = useAction()
  const search = () =>
    action.run(async () => {
      found.value = readPeople(await sendJson('POST', '/admin/people', { q: wanted.value.trim() }))
    })
  return (
    <>
      <p class="muted small">{say(messages.peopleText, spoken)}</p>
      <form
        class="admin-search"
        onSubmit={(event) => {
          event.preventDefault()
          void search()
        }}
      >
        <TextField
          type="search"
          label={say(messages.findPerson, spoken)}
          text={wanted}
          required
          maxLength={100}
        />
        <button type="submit" class="button primary" disabled={action.busy}>
          {say(messages.search, spoken)}
        </button>
      </form>
      <Failure reason={action.failure} />
      {found.value && !found.value.contacts_searched && (
        <p class="message warning">{say(messages.noKey, spoken)}</p>
      )}
      {found.value?.people.length === 0 && <EmptyState text={say(messages.noPeople, spoken)} />}
      <ul class="plain">
        {found.value?.people.map((person) => (
          <Row key={person.id} person={person} onErased={() => void search()} />
        ))}
      </ul>
    </>
  )
}
