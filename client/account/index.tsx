/** Dialog of the reader's own account: roles and limits, password, sessions and tokens. */
import './account.css'
import { linanTowns } from '../../geodata/model/linan-towns.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages as pageWords, say } from '../messages.ts'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { language, notify } from '../store.ts'
import { viewer } from '../viewer.ts'
import { messages } from './messages.ts'
import { PasswordForm } from './password-form.tsx'
import { RoleTags } from './role-tags.tsx'
import { SessionSection } from './session-section.tsx'
import { TokenSection } from './token-section.tsx'

function limits(codes: readonly string[] | null, spoken: Language): string {
  if (codes === null) return say(messages.noLimit, spoken)
  const named = codes.map((code) => linanTowns.find((town) => town.code === code)?.title[spoken] ?? code)
  return named.join(spoken === 'zh' ? '、' : ', ') || say(messages.none, spoken)
}

export default function AccountDialog({ onClose }: DialogProps) {
  const spoken = language.value
  const who = viewer.value
  if (!who?.account) return null
  const patrols = who.roles.some((role) => role === 'officer' || role === 'lead')
  return (
    <Dialog title={say(pageWords.account, spoken)} kind="account-dialog" onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section class="panel-body" tabIndex={0} aria-label={say(pageWords.account, spoken)}>
        <p class="account-name">{who.account.title ?? who.account.name}</p>
        {who.account.title && <p class="muted small">{who.account.name}</p>}
        <RoleTags roles={who.roles} />
        <dl class="attributes">
          {patrols && (
            <div>
              <dt>{say(messages.zones, spoken)}</dt>
              <dd>{limits(who.zones, spoken)}</dd>
            </div>
          )}
          {who.roles.includes('planner') && (
            <div>
              <dt>{say(messages.towns, spoken)}</dt>
              <dd>{limits(who.towns, spoken)}</dd>
            </div>
          )}
        </dl>
        <details class="unfold">
          <summary>{say(messages.changePassword, spoken)}</summary>
          <PasswordForm
            name={who.account.name}
            asksCurrent={who.asks_current_password}
            onDone={() => notify({ kind: 'information', text: messages.saved })}
          />
        </details>
        <SessionSection onSignedOut={onClose} />
        <TokenSection />
      </section>
    </Dialog>
  )
}
