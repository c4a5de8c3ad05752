/** The audit log as CSV for spreadsheets. */

import { BYTE_ORDER_MARK, csvLine, quotedCell, textCell } from '../../geodata/export/csv-text.ts'
import type { FormatRow, FormatWriter } from '../../geodata/export/format.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import type { EntryRow } from './entries.ts'

const columns: Readonly<Record<keyof EntryRow, Text>> = {
  id: { zh: '编号', en: 'Number' },
  at: { zh: '时间（UTC）', en: 'Time (UTC)' },
  account: { zh: '账号编号', en: 'Account' },
  account_name: { zh: '账号', en: 'Name of account' },
  role: { zh: '角色', en: 'Role' },
  address: { zh: '来源地址', en: 'Address' },
  action: { zh: '操作', en: 'Action' },
  object: { zh: '对象', en: 'Object' },
  before: { zh: '之前', en: 'Before' },
  after: { zh: '之后', en: 'After' },
  hash: { zh: '哈希', en: 'Hash' },
}
const names = Object.keys(columns) as (keyof EntryRow)[]

/** Writes rows of `entries.sql`, with titles in the language, if given, as column headings. */
export function entriesWriter(titles?: Language): FormatWriter {
  const headings = names.map((name) => quotedCell(titles ? columns[name][titles] : name))
  return {
    begin: () => BYTE_ORDER_MARK + csvLine(headings),
    batch: (rows) => rows.map(lineOf).join(''),
    end: () => '',
  }
}

function lineOf(row: FormatRow): string {
  return csvLine(names.map((name) => textCell(row[name] === null ? '' : String(row[name]))))
}
