/** The audit log: filter, pages, export and verification. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Account } from '../../geodata/model/answers/accounts.ts'
import type { AuditPage } from '../../geodata/model/answers/audit.ts'
import { say } from '../messages.ts'
import { EmptyState } from '../page/empty-state.tsx'
import { useAction } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { fetchJson } from '../source/fetch-json.ts'
import { onServer } from '../source/server-path.ts'
import { language } from '../store.ts'
import { readAccounts } from './admin-data.ts'
import { type AuditFilter, everything, queryOf, readPage } from './audit-data.ts'
import { AuditEntry } from './audit-entry.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { messages } from './messages.ts'
import { Verification } from './verification.tsx'

const PAGE = 50

function Pages({ query, accounts }: { readonly query: string; readonly accounts: readonly Account[] }) {
  const spoken = language.value
  const first = useResource(`/admin/audit?${query}&limit=${PAGE}`, readPage)
  const more = useSignal<readonly AuditPage[]>([])
  const action = useAction()
  useEffect(() => {
    more.value = []
  }, [query])
  return (
    <Loaded resource={first}>
      {(page) => {
        const pages = [page, ...more.value]
        const next = pages.at(-1)?.next ?? null
        const older = () =>
          action.run(async () => {
            if (next === null) return
            // Behind a proxy the link's host may be wrong, so only its query is used.
            const { search } = new URL(next)
            more.value = [...more.value, await fetchJson(`/admin/audit${search}`, readPage)]
          })
        if (page.entries.length === 0) return <EmptyState text={say(messages.noEntries, spoken)} />
        return (
          <>
            <ul class="plain audit-entries">
              {pages.flatMap(({ entries }) =>
                entries.map((entry) => <AuditEntry key={entry.id} entry={entry} accounts={accounts} />),
              )}
            </ul>
            {next !== null && (
              <button type="button" class="button wide" disabled={action.busy} onClick={() => void older()}>
                {say(messages.older, spoken)}
              </button>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

export function AuditView() {
  const spoken = language.value
  const filter = useSignal<AuditFilter>(everything)
  const accounts = useResource('/admin/accounts', readAccounts)
  const query = queryOf(filter.value).toString()
  return (
    <>
      <Verification />
      <AuditFilters
        filter={filter.value}
        accounts={accounts.value ?? []}
        onChange={(next) => {
          filter.value = next
        }}
      >
        <a
          class="button export"
          href={onServer(`/admin/audit?${query}&f=csv&headings=titles&lang=${spoken}`)}
          download=""
        >
          <Icon name="download" size={18} />
          {say(messages.export, spoken)}
        </a>
      </AuditFilters>
      <Pages key={query} query={query} accounts={accounts.value ?? []} />
    </>
  )
}
