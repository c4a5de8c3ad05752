/** The audit log: narrowed, read page by page, exported and verified. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { EmptyState } from '../empty-state.tsx'
import { fetchJson } from '../fetch-json.ts'
import { onServer } from '../server-path.ts'
import { language } from '../store.ts'
import { useAction } from '../ui/form.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded, useResource } from '../ui/resource.tsx'
import { say } from '../words.ts'
import { readAccounts } from './admin-data.ts'
import { type AuditFilter, type AuditPage, everything, queryOf, readPage } from './audit-data.ts'
import { AuditEntry } from './audit-entry.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { Verification } from './verification.tsx'
import { words } from './words.ts'

const PAGE = 50

function Pages({ query }: { readonly query: string }) {
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
            // The server names itself as its proxy says: only the query is of use here.
            const { search } = new URL(next)
            more.value = [...more.value, await fetchJson(`/admin/audit${search}`, readPage)]
          })
        if (page.entries.length === 0) return <EmptyState text={say(words.noEntries, spoken)} />
        return (
          <>
            <ul class="plain audit-entries">
              {pages.flatMap(({ entries }) =>
                entries.map((entry) => <AuditEntry key={entry.id} entry={entry} />),
              )}
            </ul>
            {next !== null && (
              <button type="button" class="button wide" disabled={action.busy} onClick={() => void older()}>
                {say(words.older, spoken)}
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
          {say(words.export, spoken)}
        </a>
      </AuditFilters>
      <Pages key={query} query={query} />
    </>
  )
}
