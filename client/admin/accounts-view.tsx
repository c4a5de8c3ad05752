/** All accounts: to be found, opened and made. */
import { useSignal } from '@preact/signals'
import { EmptyState } from '../empty-state.tsx'
import { sendJson } from '../fetch-json.ts'
import { formatDate } from '../format.ts'
import { language } from '../store.ts'
import { Field, useAction } from '../ui/form.tsx'
import { Loaded, useResource } from '../ui/resource.tsx'
import { say } from '../words.ts'
import { AccountDetail } from './account-detail.tsx'
import { AccountForm } from './account-form.tsx'
import { AccountTags } from './account-tags.tsx'
import { type Account, readAccounts, readMade } from './admin-data.ts'
import { words } from './words.ts'

function matches({ name, title }: Account, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return `${name} ${title ?? ''}`.toLowerCase().includes(wanted)
}

function Row({ account, onOpen }: { readonly account: Account; readonly onOpen: () => void }) {
  const spoken = language.value
  const last = account.last_sign_in_at
    ? `${say(words.lastSignIn, spoken)} ${formatDate(account.last_sign_in_at, 'datetime', spoken)}`
    : say(words.neverSignedIn, spoken)
  return (
    <li data-ended={account.disabled_at !== null}>
      <button type="button" class="list-row" data-account={account.name} onClick={onOpen}>
        <span class="list-name">{account.title ?? account.name}</span>
        <span class="list-figure">{last}</span>
        <span class="list-more">
          {account.title && <span>{account.name}</span>}
          <AccountTags account={account} />
        </span>
      </button>
    </li>
  )
}

export function AccountsView() {
  const spoken = language.value
  const accounts = useResource('/admin/accounts', readAccounts)
  const opened = useSignal<number | null>(null)
  const link = useSignal<string | null>(null)
  const wanted = useSignal('')
  const making = useAction()
  const account = accounts.value?.find(({ id }) => id === opened.value)
  if (account) {
    return (
      <AccountDetail
        key={account.id}
        account={account}
        link={link.value}
        onBack={() => {
          opened.value = null
          link.value = null
        }}
        onChanged={accounts.reload}
      />
    )
  }
  return (
    <Loaded resource={accounts}>
      {(list) => {
        const found = list.filter((one) => matches(one, wanted.value))
        return (
          <>
            <div class="admin-tools">
              <Field label={say(words.find, spoken)}>
                {(tied) => (
                  <input
                    {...tied}
                    type="search"
                    value={wanted.value}
                    onInput={(event) => {
                      wanted.value = event.currentTarget.value
                    }}
                  />
                )}
              </Field>
            </div>
            <details class="unfold">
              <summary>{say(words.newAccount, spoken)}</summary>
              <AccountForm
                action={making}
                onSubmit={(input) =>
                  void making.run(async () => {
                    const made = readMade(await sendJson('POST', '/admin/accounts', input))
                    link.value = made.link.address
                    opened.value = made.account.id
                    accounts.reload()
                  })
                }
              />
            </details>
            {found.length === 0 && <EmptyState text={say(words.noAccounts, spoken)} />}
            <ul class="plain list">
              {found.map((one) => (
                <Row
                  key={one.id}
                  account={one}
                  onOpen={() => {
                    opened.value = one.id
                  }}
                />
              ))}
            </ul>
          </>
        )
      }}
    </Loaded>
  )
}
