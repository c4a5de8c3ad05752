/** List of sessions with browser, start and address; each can be ended. */

import type { OwnSession as Session } from '../../geodata/model/answers/credentials.ts'
import { formatDate } from '../format.ts'
import { say } from '../messages.ts'
import { language } from '../store.ts'
import { browserOf } from './account-data.ts'
import { messages } from './messages.ts'

interface Props {
  readonly sessions: readonly Session[]
  /** Missing if single sessions cannot be ended. */
  readonly onEnd?: (session: Session) => void
  readonly busy: boolean
}

export function SessionList({ sessions, onEnd, busy }: Props) {
  const spoken = language.value
  if (sessions.length === 0) return <p class="muted">{say(messages.none, spoken)}</p>
  return (
    <ul class="plain entries">
      {sessions.map((session) => (
        <li key={session.id} class="entry">
          <div>
            <p class="entry-name">
              {browserOf(session.agent) ?? say(messages.unknownBrowser, spoken)}
              {session.current && <span class="role-tag">{say(messages.thisSession, spoken)}</span>}
            </p>
            <p class="muted small">
              {say(messages.since, spoken)} {formatDate(session.begun_at, 'datetime', spoken)}
              {session.address && ` · ${say(messages.from, spoken)} ${session.address}`}
            </p>
            {session.last_seen_at && (
              <p class="muted small">
                {say(messages.lastSeen, spoken)} {formatDate(session.last_seen_at, 'datetime', spoken)}
              </p>
            )}
          </div>
          {onEnd && !session.current && (
            <button type="button" class="text-button danger" disabled={busy} onClick={() => onEnd(session)}>
              {say(messages.end, spoken)}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
