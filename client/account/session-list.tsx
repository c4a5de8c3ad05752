/** Sessions: by which browser, since when, from where; each can be ended. */
import { formatDate } from '../format.ts'
import { language } from '../store.ts'
import { say } from '../words.ts'
import { browserOf, type Session } from './account-data.ts'
import { words } from './words.ts'

interface Props {
  readonly sessions: readonly Session[]
  /** Left out where single sessions cannot be ended. */
  readonly onEnd?: (session: Session) => void
  readonly busy: boolean
}

export function SessionList({ sessions, onEnd, busy }: Props) {
  const spoken = language.value
  if (sessions.length === 0) return <p class="muted">{say(words.none, spoken)}</p>
  return (
    <ul class="plain entries">
      {sessions.map((session) => (
        <li key={session.id} class="entry">
          <div>
            <p class="entry-name">
              {browserOf(session.agent) ?? say(words.unknownBrowser, spoken)}
              {session.current && <span class="role-tag">{say(words.thisSession, spoken)}</span>}
            </p>
            <p class="muted small">
              {say(words.since, spoken)} {formatDate(session.begun_at, 'datetime', spoken)}
              {session.address && ` · ${say(words.from, spoken)} ${session.address}`}
            </p>
            {session.last_seen_at && (
              <p class="muted small">
                {say(words.lastSeen, spoken)} {formatDate(session.last_seen_at, 'datetime', spoken)}
              </p>
            )}
          </div>
          {onEnd && !session.current && (
            <button type="button" class="text-button danger" disabled={busy} onClick={() => onEnd(session)}>
              {say(words.end, spoken)}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
