/** One entry of the audit log: when, who, from where, what, and the columns before and after. */

import type { Account } from '../../geodata/model/answers/accounts.ts'
import type { AuditEntry as Entry } from '../../geodata/model/answers/audit.ts'
import { auditActions } from '../../geodata/model/audit-action.ts'
import type { Language } from '../../geodata/model/text.ts'
import { formatDate } from '../format.ts'
import { say } from '../messages.ts'
import { language } from '../store.ts'
import { fieldName, fieldValue, objectName } from './audit-words.ts'
import { messages } from './messages.ts'

function actionOf({ action }: Entry, spoken: Language): string {
  return action in auditActions ? auditActions[action as keyof typeof auditActions][spoken] : action
}

function actorOf({ account, account_name, role }: Entry, spoken: Language): string {
  if (account !== null) return account_name ?? `#${account}`
  return say(role === 'system' ? messages.system : messages.nobody, spoken)
}

function Differences({ entry }: { readonly entry: Entry }) {
  const spoken = language.value
  const before = entry.before ?? {}
  const after = entry.after ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  // A created row has no values before, and a deleted one none after.
  const sides = [entry.before && messages.before, entry.after && messages.after].filter(
    (side) => side !== null,
  )
  const sideOf = { [messages.before.en]: before, [messages.after.en]: after }
  return (
    <table class="differences">
      <thead>
        <tr>
          <th scope="col">{say(messages.field, spoken)}</th>
          {sides.map((side) => (
            <th key={side.en} scope="col">
              {say(sides.length === 1 ? messages.value : side, spoken)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{fieldName(entry, name, spoken)}</th>
            {sides.map((side) => (
              <td key={side.en}>{fieldValue(entry, name, sideOf[side.en]?.[name], spoken) ?? '–'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Props {
  readonly entry: Entry
  readonly accounts: readonly Account[]
}

export function AuditEntry({ entry, accounts }: Props) {
  const spoken = language.value
  const time = formatDate(entry.at, 'datetime', spoken)
  return (
    <li class="audit-entry" data-audit={entry.action}>
      <div class="audit-line">
        <span class="muted number">{entry.id}</span>
        <time dateTime={entry.at}>{time}</time>
        <span class="audit-who">{actorOf(entry, spoken)}</span>
        <span>
          <span class="role-tag">{actionOf(entry, spoken)}</span> {objectName(entry.object, accounts, spoken)}
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
