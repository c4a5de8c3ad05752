/** What the commands of `npm run audit` do and say. */
import type { Queryable } from '../database/database.ts'
import type { Language, Text } from '../model/text.ts'
import { type AuditFault, type AuditHead, type AuditVerification, auditHead, verifyAudit } from './verify.ts'

export type AuditCommand =
  | { readonly name: 'head' }
  | { readonly name: 'verify'; readonly through?: AuditHead }

interface Outcome {
  readonly text: string
  readonly sound: boolean
}

/** Runs a command; `sound` is false where the log is not. */
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

/** As `verify --head` takes it. */
const headText = ({ id, hash }: AuditHead): string => `${id}:${hash}`

/** What each fault means, for whoever reads it. */
export const faultTexts: Readonly<Record<AuditFault, Text>> = {
  altered: {
    zh: '与前一条的哈希接不上：它或前一条被改动、删除或调换过。',
    en: 'It does not follow from the one before: one of the two was altered, removed or swapped.',
  },
  missing: { zh: '这一条不见了。', en: 'It is missing.' },
  extra: { zh: '这一条不属于哈希链，是后来加入的。', en: 'It does not belong to the chain: it was put in.' },
  head: {
    zh: '链尾记录缺失或与最后一条不符。',
    en: 'The head that is kept beside the log is gone or is not that of the last entry.',
  },
}

function verificationText(result: AuditVerification, language: Language): string {
  if (result.sound) {
    const { id } = result.head
    const said = { zh: `审计日志完好，共 ${id} 条。`, en: `The audit log is sound: ${id} entries.` }
    return `${said[language]}\n${headText(result.head)}`
  }
  const said = {
    zh: `审计日志第 ${result.id} 条有问题：`,
    en: `Entry ${result.id} of the audit log is bad: `,
  }
  return said[language] + faultTexts[result.fault][language]
}

/** Help text. */
export const auditUsage: Readonly<Record<Language, string>> = {
  zh: `用法：npm run audit -- verify [--head <编号:哈希>] [--lang zh|en]
      npm run audit -- head

  verify   核对审计日志的哈希链，指出第一条有问题的记录（退出码 1）
  head     输出链尾“编号:哈希”。把它抄存在别处，日后用 --head 核对，整条链被重写也能发现
数据库由 DATABASE_URL 指定，缺省为 DATA_DIR（默认 var）中的内嵌数据库。`,
  en: `Usage: npm run audit -- verify [--head <number:hash>] [--lang zh|en]
       npm run audit -- head

  verify   goes along the audit log's chain of hashes and names the first bad entry (exit code 1)
  head     prints where it ends, "number:hash". Keep it elsewhere: with --head, even a chain that was
           written anew is found
DATABASE_URL names the database; without it, the embedded one in DATA_DIR (var) is used.`,
}

export const auditText = {
  inUse: {
    zh: '正在运行的服务器占用着数据目录：请先停止它，或在管理页上核对。',
    en: 'A running server holds the data directory: stop it first, or verify on the administration page.',
  },
  unavailable: { zh: '无法连接数据库：', en: 'The database cannot be reached:' },
  failed: { zh: '未能核对：', en: 'It could not be verified:' },
} as const satisfies Readonly<Record<string, Text>>
