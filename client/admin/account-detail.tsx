/** One account: roles and limits, sign-in link, sessions, disabling. */
import { useSignal } from '@preact/signals'
import type { Account } from '../../geodata/model/answers/accounts.ts'
import { readSessions } from '../account/account-data.ts'
import { SessionList } from '../account/session-list.tsx'
import { say } from '../messages.ts'
import { Failure, useAction } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { sendJson } from '../source/send.ts'
import { language, notify } from '../store.ts'
import { viewer } from '../viewer.ts'
import { AccountForm, type AccountInput } from './account-form.tsx'
import { AccountTags } from './account-tags.tsx'
import { readLink } from './admin-data.ts'
import { messages } from './messages.ts'

function LinkSection({ account, first }: { readonly account: Account; readonly first: string | null }) {
  const spoken = language.value
  const link = useSignal<string | null>(first)
  const action = useAction()
  const make = () =>
    action.run(async () => {
      link.value = readLink(await sendJson('POST', `/admin/accounts/${account.id}/link`))
    })
  return (
    <section class="admin-section">
      <h3>{say(messages.newLink, spoken)}</h3>
      {link.value === null ? (
        <>
          <p class="muted small">{say(messages.linkText, spoken)}</p>
          <div>
            <button type="button" class="button" disabled={action.busy} onClick={() => void make()}>
              {say(messages.makeLink, spoken)}
            </button>
          </div>
        </>
      ) : (
        <ShownOnce
          secret={link.value}
          text={say(messages.linkText, spoken)}
          onClose={() => {
            link.value = null
          }}
        />
      )}
      <Failure reason={action.failure} />
    </section>
  )
}

function SessionSection({ account }: { readonly account: Account }) {
  const spoken = language.value
  const path = `/admin/accounts/${account.id}/sessions`
  const sessions = useResource(path, readSessions)
  const action = useAction()
  const endAll = () =>
    action.run(async () => {
      await sendJson('DELETE', path)
      sessions.reload()
    })
  return (
    <section class="admin-section">
      <h3>{say(messages.sessions, spoken)}</h3>
      <Loaded resource={sessions}>
        {(list) => (
          <>
            <SessionList sessions={list} busy={action.busy} />
            {list.length > 0 && (
              <div>
                <button
                  type="button"
                  class="button danger"
                  disabled={action.busy}
                  onClick={() => void endAll()}
                >
                  {say(messages.endSessions, spoken)}
                </button>
              </div>
            )}
          </>
        )}
      </Loaded>
      <Failure reason={action.failure} />
    </section>
  )
}

interface Props {
  readonly account: Account
  /** Sign-in link of an account that was just created. */
  readonly link: string | null
  readonly onBack: () => void
  readonly onChanged: () => void
}

export function AccountDetail({ account, link, onBack, onChanged }: Props) {
  const spoken = language.value
  const action = useAction()
  const enabling = useAction()
  const path = `/admin/accounts/${account.id}`
  const change = (input: AccountInput | { disabled: boolean }) => async () => {
    await sendJson('PATCH', path, input)
    notify({ kind: 'information', text: messages.saved })
    onChanged()
  }
  const disabled = account.disabled_at !== null
  const own = viewer.value?.account?.id === account.id
  return (
    <div class="account-detail">
      <button type="button" class="text-button" onClick={onBack}>
        <Icon name="back" size={18} />
        {say(messages.backToList, spoken)}
      </button>
      <h2>{account.title ?? account.name}</h2>
      {account.title && <p class="muted small">{account.name}</p>}
      <AccountTags account={account} />
      <AccountForm account={account} action={action} onSubmit={(input) => void action.run(change(input))} />
      {!disabled && <LinkSection account={account} first={link} />}
      <SessionSection account={account} />
      {!own && (
        <section class="admin-section">
          {!disabled && <p class="muted small">{say(messages.disableText, spoken)}</p>}
          <div>
            <button
              type="button"
              class={disabled ? 'button' : 'button danger'}
              disabled={enabling.busy}
              onClick={() => void enabling.run(change({ disabled: !disabled }))}
            >
              {say(disabled ? messages.enable : messages.disable, spoken)}
            </button>
          </div>
          <Failure reason={enabling.failure} />
        </section>
      )}
    </div>
  )
}
