/** What the audit log is narrowed to. */
import type { ComponentChildren } from 'preact'
import { auditActions } from '../../geodata/model/audit-action.ts'
import { language } from '../store.ts'
import { Choice, Field } from '../ui/form.tsx'
import { say } from '../words.ts'
import type { Account } from './admin-data.ts'
import type { AuditFilter } from './audit-data.ts'
import { words } from './words.ts'

interface Props {
  readonly filter: AuditFilter
  readonly accounts: readonly Account[]
  readonly onChange: (filter: AuditFilter) => void
  /** Buttons at the end. */
  readonly children: ComponentChildren
}

export function AuditFilters({ filter, accounts, onChange, children }: Props) {
  const spoken = language.value
  const set = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part })
  const day = (name: 'from' | 'to', label: string) => (
    <Field label={label}>
      {(tied) => (
        <input
          {...tied}
          type="date"
          value={filter[name]}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <div class="admin-filters">
      <Choice
        label={say(words.account, spoken)}
        value={filter.account}
        options={[
          ['', say(words.anyAccount, spoken)],
          ...accounts.map(({ id, name }) => [String(id), name] as const),
        ]}
        onChange={(account) => set({ account })}
      />
      <Choice
        label={say(words.action, spoken)}
        value={filter.action}
        options={[
          ['', say(words.anyAction, spoken)],
          ...Object.entries(auditActions).map(([action, title]) => [action, title[spoken]] as const),
        ]}
        onChange={(action) => set({ action })}
      />
      <Field label={say(words.object, spoken)}>
        {(tied) => (
          <input
            {...tied}
            type="search"
            placeholder={say(words.objectHint, spoken)}
            value={filter.object}
            onChange={(event) => set({ object: event.currentTarget.value })}
          />
        )}
      </Field>
      {day('from', say(words.from, spoken))}
      {day('to', say(words.to, spoken))}
      {children}
    </div>
  )
}
