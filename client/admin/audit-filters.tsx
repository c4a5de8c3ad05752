/** What the audit log is narrowed to. */
import type { ComponentChildren } from 'preact'
import { auditActions } from '../../geodata/model/audit-action.ts'
import { language } from '../store.ts'
import { Field } from '../ui/form.tsx'
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
      <Field label={say(words.account, spoken)}>
        {(tied) => (
          <select
            {...tied}
            value={filter.account}
            onChange={(event) => set({ account: event.currentTarget.value })}
          >
            <option value="">{say(words.anyAccount, spoken)}</option>
            {accounts.map(({ id, name }) => (
              <option key={id} value={String(id)}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say(words.action, spoken)}>
        {(tied) => (
          <select
            {...tied}
            value={filter.action}
            onChange={(event) => set({ action: event.currentTarget.value })}
          >
            <option value="">{say(words.anyAction, spoken)}</option>
            {Object.entries(auditActions).map(([action, title]) => (
              <option key={action} value={action}>
                {title[spoken]}
              </option>
            ))}
          </select>
        )}
      </Field>
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
