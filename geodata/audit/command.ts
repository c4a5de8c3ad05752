/** The commands of `npm run audit` and their messages. */
import type { Queryable } from '../database/database.ts'
import { rowIdOf } from '../model/row-id.ts'
import type { Language, Text } from '../model/text.ts'
import { type AuditFault, type AuditHead, type AuditVerification, auditHead, verifyAudit } from './verify.ts'

export type AuditCommand =
  | { readonly name: 'head' }
  | { readonly name: 'verify'; readonly through?: AuditHead }

interface Outcome {
  readonly text: string
  readonly sound: boolean
}

/** Runs a command; `sound` is false if the log is damaged. */
export async function runAudit(
  database: Queryable,
  command: AuditCommand,
  language: Language,
  onProgress?: (verified: number) => void,
): Promise<Outcome> {
  if (command.name === 'head') {
    const head = await auditHead(database)
    return { text: head ? headText(head) : faultTexts.head[language], sound: head !== undefined }
  }
  const { through } = command
  const result = await verifyAudit(database, { through, ...(onProgress && { onProgress }) })
  return { text: verificationText(result, language), sound: result.sound }
}

/** Returns the text form of a head, for keeping elsewhere. */
const headText = ({ id, hash }: AuditHead): string => `${id}:${hash}`

/** Parses a head written by `headText`; undefined if it is invalid. */
export function headOf(text: string): AuditHead | undefined {
  const [spelled = '', hash = '', ...more] = text.toLowerCase().split(':')
  const id = rowIdOf(spelled)
  return id !== undefined && /^[0-9a-f]{64}$/.test(hash) && more.length === 0 ? { id, hash } : undefined
}

/** Explanations of the faults. */
export const faultTexts: Readonly<Record<AuditFault, Text>> = {
  altered: {
    zh: '与前一条的哈希接不上：它或前一条被改动、删除或调换过。',
    en: 'It does not match the previous entry: one of the two was altered, removed or swapped.',
  },
  missing: { zh: '这一条不见了。', en: 'It is missing.' },
  extra: {
    zh: '这一条不属于哈希链，是后来加入的。',
    en: 'It does not belong to the chain: it was inserted later.',
  },
  head: {
    zh: '链尾记录缺失或与最后一条不符。',
    en: 'The stored head is missing or does not match the last entry.',
  },
}

function verificationText(result: AuditVerification, language: Language): string {
  if (result.sound) {
    const { id } = result.head
    const said = { zh: `审计日志完好，共 ${id} 条。`, en: `The audit log is intact: ${id} entries.` }
    return `${said[language]}\n${headText(result.head)}`
  }
  const said = {
    zh: `审计日志第 ${result.id} 条有问题：`,
    en: `Entry ${result.id} of the audit log is bad: `,
  }
  return said[language] + faultTexts[result.fault][language]
}
