/** Filter form of the audit log. */
import type { ComponentChildren } from 'preact'
import type { Account } from '../../geodata/model/answers/accounts.ts'
import { auditActions } from '../../geodata/model/audit-action.ts'
import { say } from '../messages.ts'
import { Choice, Field } from '../parts/form.tsx'
import { language } from '../store.ts'
import type { AuditFilter } from './audit-data.ts'
import { messages } from './messages.ts'

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
        label={say(messages.account, spoken)}
        value={filter.account}
        options={[
          ['', say(messages.anyAccount, spoken)],
          ...accounts.map(({ id, name, title }) => [String(id), title ?? name] as const),
        ]}
        onChange={(account) => set({ account })}
      />
      <Choice
        label={say(messages.action, spoken)}
        value={filter.action}
        options={[
          ['', say(messages.anyAction, spoken)],
          ...Object.entries(auditActions).map(([action, title]) => [action, title[spoken]] as const),
        ]}
        onChange={(action) => set({ action })}
      />
      <Field label={say(messages.object, spoken)}>
        {(tied) => (
          <input
            {...tied}
            type="search"
            placeholder={say(messages.objectHint, spoken)}
            value={filter.object}
            onChange={(event) => set({ object: event.currentTarget.value })}
          />
        )}
      </Field>
      {day('from', say(messages.from, spoken))}
      {day('to', say(messages.to, spoken))}
      {children}
    </div>
  )
}
