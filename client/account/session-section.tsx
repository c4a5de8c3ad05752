/** One's own sessions. */
import { sendJson } from '../fetch-json.ts'
import { language } from '../store.ts'
import { Failure, useAction } from '../ui/form.tsx'
import { Loaded, useResource } from '../ui/resource.tsx'
import { changeViewer } from '../viewer.ts'
import { say } from '../words.ts'
import { readSessions } from './account-data.ts'
import { SessionList } from './session-list.tsx'
import { words } from './words.ts'

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
      <h3>{say(words.sessions, spoken)}</h3>
      <p class="muted small">{say(words.sessionsText, spoken)}</p>
      <Loaded resource={sessions}>
        {(list) => <SessionList sessions={list} busy={action.busy} onEnd={({ id }) => void end(id)} />}
      </Loaded>
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="button" class="button danger" disabled={action.busy} onClick={() => void endAll()}>
          {say(words.endAll, spoken)}
        </button>
        <span class="field-hint">{say(words.endAllText, spoken)}</span>
      </div>
    </section>
  )
}
