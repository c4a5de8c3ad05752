/** All accounts: search, open, create. */
import { useSignal } from '@preact/signals'
import type { Account } from '../../geodata/model/answers/accounts.ts'
import { formatDate } from '../format.ts'
import { say } from '../messages.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { TextField, useAction } from '../parts/form.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { sendJson } from '../source/send.ts'
import { language } from '../store.ts'
import { AccountDetail } from './account-detail.tsx'
import { AccountForm, type AccountInput } from './account-form.tsx'
import { AccountTags } from './account-tags.tsx'
import { readAccounts, readMade } from './admin-data.ts'
import { messages } from './messages.ts'

function matches({ name, title }: Account, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return `${name} ${title ?? ''}`.toLowerCase().includes(wanted)
}

function Row({ account, onOpen }: { readonly account: Account; readonly onOpen: () => void }) {
  const spoken = language.value
  const last = account.last_sign_in_at
    ? `${say(messages.lastSignIn, spoken)} ${formatDate(account.last_sign_in_at, 'datetime', spoken)}`
    : say(messages.neverSignedIn, spoken)
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

interface ListProps {
  readonly accounts: readonly Account[]
  readonly onOpen: (id: number) => void
  readonly onMade: (made: ReturnType<typeof readMade>) => void
}

function AccountList({ accounts, onOpen, onMade }: ListProps) {
  const spoken = language.value
  const wanted = useSignal('')
  const making = useAction()
  const found = accounts.filter((one) => matches(one, wanted.value))
  const make = (input: AccountInput) =>
    making.run(async () => onMade(readMade(await sendJson('POST', '/admin/accounts', input))))
  return (
    <>
      <div class="admin-tools">
        <TextField type="search" label={say(messages.find, spoken)} text={wanted} />
      </div>
      <details class="unfold">
        <summary>{say(messages.newAccount, spoken)}</summary>
        <AccountForm action={making} onSubmit={(input) => void make(input)} />
      </details>
      {found.length === 0 && <EmptyState text={say(messages.noAccounts, spoken)} />}
      <ul class="plain list">
        {found.map((one) => (
          <Row key={one.id} account={one} onOpen={() => onOpen(one.id)} />
        ))}
      </ul>
    </>
  )
}

export function AccountsView() {
  const accounts = useResource('/admin/accounts', readAccounts)
  const opened = useSignal<number | null>(null)
  /** Sign-in link of an account that was just created. */
  const link = useSignal<string | null>(null)
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
      {(list) => (
        <AccountList
          accounts={list}
          onOpen={(id) => {
            opened.value = id
          }}
          onMade={(made) => {
            link.value = made.link.address
            opened.value = made.account.id
            accounts.reload()
          }}
        />
      )}
    </Loaded>
  )
}
