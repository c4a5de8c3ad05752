/** `npm run audit -- <command>`: verifies the audit log, or prints its last entry. */
import { command, UsageError } from '../command-line/command.ts'
import { withDatabase } from '../command-line/database.ts'
import { runProgram } from '../command-line/program.ts'
import { headOf, runAudit } from './command.ts'
import type { AuditHead } from './verify.ts'

const verify = command({
  name: 'verify',
  about: {
    zh: '核对审计日志的哈希链，指出第一条有问题的记录（退出码 1）',
    en: "checks the audit log's hash chain and names the first bad entry (exit code 1)",
  },
  operands: [],
  options: {
    head: {
      value: { zh: '编号:哈希', en: 'number:hash' },
      about: {
        zh: '日后核对所抄存的链尾：整条链被重写也能发现',
        en: 'a head kept elsewhere, which also reveals a completely rewritten chain',
      },
    },
  },
  async run({ values, language, say }) {
    const through = values.head === undefined ? undefined : keptHead(values.head)
    const asked = { name: 'verify', ...(through && { through }) } as const
    const { text, sound } = await withDatabase(
      (database) => runAudit(database, asked, language, showProgress),
      { withoutMigration: true },
    )
    say(text)
    return sound ? undefined : 'faults'
  },
})

const head = command({
  name: 'head',
  about: {
    zh: '输出链尾“编号:哈希”，供抄存在别处，日后用 verify --head 核对',
    en: 'prints the last entry, "number:hash", to be kept elsewhere for verify --head',
  },
  operands: [],
  options: {},
  async run({ language, say }) {
    const { text, sound } = await withDatabase((database) => runAudit(database, { name: 'head' }, language), {
      withoutMigration: true,
    })
    say(text)
    return sound ? undefined : 'faults'
  },
})

function keptHead(text: string): AuditHead {
  const head = headOf(text)
  if (head) return head
  throw new UsageError({
    zh: `--head 应写作“编号:哈希”，收到的是“${text}”。`,
    en: `--head should be number:hash, as "head" prints it, but was "${text}".`,
  })
}

function showProgress(verified: number): void {
  if (process.stderr.isTTY && verified > 0) process.stderr.write(`\r${verified}\r`)
}

process.exitCode = await runProgram({
  name: 'npm run audit',
  about: { zh: '核对审计日志', en: 'verifies the audit log' },
  commands: [verify, head],
  besideServer: { zh: '在管理页上核对', en: 'verify on the administration page' },
})
