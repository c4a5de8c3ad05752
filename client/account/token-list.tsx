/** List of API tokens with scopes and last use; each can be revoked. */

import type { Token } from '../../geodata/model/answers/credentials.ts'
import type { Language } from '../../geodata/model/text.ts'
import { formatDate } from '../format.ts'
import { say } from '../messages.ts'
import { language } from '../store.ts'
import { messages } from './messages.ts'
import { scopeTitle } from './scopes.ts'

/** Why a token no longer works; null if it works. */
function endOf({ expires_at, revoked_at }: Token, spoken: Language): string | null {
  if (revoked_at) return say(messages.revoked, spoken)
  return expires_at && new Date(expires_at) <= new Date() ? say(messages.expired, spoken) : null
}

interface Props<T extends Token> {
  readonly tokens: readonly T[]
  readonly onRevoke: (token: T) => void
  readonly busy: boolean
  /** Shows the owner, for lists of several accounts. */
  readonly ownerOf?: (token: T) => string
}

export function TokenList<T extends Token>({ tokens, onRevoke, busy, ownerOf }: Props<T>) {
  const spoken = language.value
  if (tokens.length === 0) return <p class="muted">{say(messages.none, spoken)}</p>
  return (
    <ul class="plain entries">
      {tokens.map((token) => {
        const end = endOf(token, spoken)
        const used = token.last_used_at
          ? `${say(messages.lastUsed, spoken)} ${formatDate(token.last_used_at, 'datetime', spoken)}`
          : say(messages.never, spoken)
        const until = token.expires_at
          ? `${say(messages.validUntil, spoken)} ${formatDate(token.expires_at, 'date', spoken)}`
          : say(messages.unlimited, spoken)
        return (
          <li key={token.id} class="entry" data-ended={end !== null}>
            <div>
              <p class="entry-name">
                {token.name}
                {end && <span class="role-tag">{end}</span>}
              </p>
              <p class="small">
                {ownerOf && `${ownerOf(token)} · `}
                {token.scopes.map((scope) => scopeTitle(scope, spoken)).join(spoken === 'zh' ? '、' : ', ')}
              </p>
              <p class="muted small">
                {used} · {until}
              </p>
            </div>
            {end === null && (
              <button
                type="button"
                class="text-button danger"
                disabled={busy}
                onClick={() => onRevoke(token)}
              >
                {say(messages.revoke, spoken)}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
