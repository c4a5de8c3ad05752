/** Titles for names of the database in the audit log. */
import type { Account } from '../../geodata/model/answers/accounts.ts'
import type { AuditEntry } from '../../geodata/model/answers/audit.ts'
import { catalogue, findLayer, layerProperties } from '../../geodata/model/catalogue.ts'
import type { Role } from '../../geodata/model/roles.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import { formatDate, formatValue } from '../format.ts'
import { roleTitles } from '../messages.ts'
import { fieldTitles, messages, objectTitles, valueTitles } from './messages.ts'

type Accounts = readonly Pick<Account, 'id' | 'name' | 'title'>[]

const titleOf = (table: string): Text | undefined => findLayer(table)?.title ?? objectTitles[table]
const isRole = (word: string): word is Role => word in roleTitles

/** Returns kind and name of an object: `accounts/4` is an account by its name, `parcels/12` is 地块 12. */
export function objectName(object: string, accounts: Accounts, spoken: Language): string {
  const [table = '', key = ''] = object.split('/')
  const title = titleOf(table)?.[spoken]
  if (title === undefined) return object
  const parts = key.split(',').map((part) => {
    if (isRole(part)) return roleTitles[part][spoken]
    const account = table.startsWith('account') ? accounts.find(({ id }) => String(id) === part) : undefined
    return account ? (account.title ?? account.name) : part
  })
  return [title, ...parts].filter(Boolean).join(' ')
}

/**
 * Returns the log's name of an object that the reader typed: `事件 12` and `Incidents 12` are `incidents/12`.
 */
export function objectOf(text: string): string {
  const [, words = '', key = ''] = /^(.*?)\s*(\d+)$/.exec(text.trim()) ?? []
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return text.trim()
  const known = [...catalogue.map(({ id, title }) => [id, title] as const), ...Object.entries(objectTitles)]
  const found = known.find(([, { zh, en }]) => zh === wanted || en.toLowerCase() === wanted)
  return found ? `${found[0]}/${key}` : text.trim()
}

/** Returns the title of a column or of a parameter of a request. */
export function fieldName(entry: Pick<AuditEntry, 'object'>, name: string, spoken: Language): string {
  const layer = findLayer(entry.object.split('/')[0] ?? '')
  const property = layer && layerProperties(layer).find((one) => one.name === name)
  return (property?.title ?? fieldTitles[name])?.[spoken] ?? name
}

/** Formats a value for the reader; null if there is none. */
export function fieldValue(
  entry: Pick<AuditEntry, 'object'>,
  name: string,
  value: unknown,
  spoken: Language,
): string | null {
  if (value === null || value === undefined) return null
  const layer = findLayer(entry.object.split('/')[0] ?? '')
  const property = layer && layerProperties(layer).find((one) => one.name === name)
  if (property) return formatValue(value, property, spoken)
  if (typeof value === 'boolean') return (value ? messages.yes : messages.no)[spoken]
  if (Array.isArray(value)) return value.map((one) => fieldValue(entry, name, one, spoken)).join('、')
  if (typeof value !== 'string') return JSON.stringify(value)
  if (isRole(value)) return roleTitles[value][spoken]
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return formatDate(value, 'datetime', spoken)
  return valueTitles[value]?.[spoken] ?? value
}
