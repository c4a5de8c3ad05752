/** One entry of the audit log: when, who, from where, what, and the columns before and after. */

import type { AuditEntry as Entry } from '../../geodata/model/answers/audit.ts'
import { auditActions } from '../../geodata/model/audit-action.ts'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { Language } from '../../geodata/model/text.ts'
import { formatDate } from '../format.ts'
import { say } from '../messages.ts'
import { language } from '../store.ts'
import { messages, objectTitles } from './messages.ts'

function actionOf({ action }: Entry, spoken: Language): string {
  return action in auditActions ? auditActions[action as keyof typeof auditActions][spoken] : action
}

function whoOf({ account, account_name, role }: Entry, spoken: Language): string {
  if (account !== null) return account_name ?? `#${account}`
  return say(role === 'system' ? messages.system : messages.nobody, spoken)
}

/** Layer title and id for `parcels/12`; other objects unchanged. */
function objectOf({ object }: Entry, spoken: Language): string {
  const [table = '', key] = object.split('/')
  const title = (findLayer(table)?.title ?? objectTitles[table])?.[spoken]
  return title === undefined ? object : [title, key].filter(Boolean).join(' ')
}

const written = (value: unknown): string => {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Differences({ entry }: { readonly entry: Entry }) {
  const spoken = language.value
  const before = entry.before ?? {}
  const after = entry.after ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return (
    <table class="differences">
      <thead>
        <tr>
          <th scope="col">{say(messages.field, spoken)}</th>
          <th scope="col">{say(messages.before, spoken)}</th>
          <th scope="col">{say(messages.after, spoken)}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{written(before[name])}</td>
            <td>{written(after[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function AuditEntry({ entry }: { readonly entry: Entry }) {
  const spoken = language.value
  const time = formatDate(entry.at, 'datetime', spoken)
  return (
    <li class="audit-entry" data-audit={entry.action}>
      <div class="audit-line">
        <span class="muted number">{entry.id}</span>
        <time dateTime={entry.at}>{time}</time>
        <span class="audit-who">{whoOf(entry, spoken)}</span>
        <span>
          <span class="role-tag">{actionOf(entry, spoken)}</span> {objectOf(entry, spoken)}
        </span>
        <span class="muted">{entry.address ?? ''}</span>
      </div>
      {(entry.before || entry.after) && (
        <details class="unfold">
          <summary class="small">{say(messages.details, spoken)}</summary>
          <Differences entry={entry} />
        </details>
      )}
    </li>
  )
}
