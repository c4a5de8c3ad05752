/** The reader's own sessions. */

import { say } from '../messages.ts'
import { Failure, useAction } from '../parts/form.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { sendJson } from '../source/send.ts'
import { language } from '../store.ts'
import { changeViewer } from '../viewer.ts'
import { readSessions } from './account-data.ts'
import { messages } from './messages.ts'
import { SessionList } from './session-list.tsx'

export function SessionSection({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const spoken = language.value
  const sessions = useResource('/me/sessions', readSessions)
  const action = useAction()
  const end = (id: number) =>
    action.run(async () => {
      await sendJson('DELETE', `/me/sessions/${id}`)
      sessions.reload()
    })
  const endAll = () =>
    action.run(async () => {
      await sendJson('DELETE', '/me/sessions')
      await changeViewer()
      onSignedOut()
    })
  return (
    <section class="account-section">
      <h3>{say(messages.sessions, spoken)}</h3>
      <p class="muted small">{say(messages.sessionsText, spoken)}</p>
      <Loaded resource={sessions}>
        {(list) => <SessionList sessions={list} busy={action.busy} onEnd={({ id }) => void end(id)} />}
      </Loaded>
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="button" class="button danger" disabled={action.busy} onClick={() => void endAll()}>
          {say(messages.endAll, spoken)}
        </button>
        <span class="field-hint">{say(messages.endAllText, spoken)}</span>
      </div>
    </section>
  )
}
