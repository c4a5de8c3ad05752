/** The options of `npm run accounts -- add`, and the account that they describe. */
import type { z } from 'zod'
import { UsageError } from '../../../geodata/command-line/command.ts'
import { accountRoleSchema } from '../../../geodata/model/answers/accounts.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { parameterNotes } from '../../http/parameters.ts'
import { type NewAccount, plainName } from '../accounts.ts'
import { accountNameSchema, codesSchema, titleSchema } from '../schemas.ts'

export const newAccountOptions = {
  role: {
    value: { zh: '角色', en: 'role' },
    many: true,
    required: true,
    about: {
      zh: 'officer、lead、planner 或 admin，可重复',
      en: 'officer, lead, planner or admin; may be repeated',
    },
  },
  title: {
    value: { zh: '名称', en: 'title' },
    about: { zh: '显示给人看的名称', en: 'displayed name' },
  },
  zones: {
    value: { zh: '编码', en: 'codes' },
    about: {
      zh: '只限这些巡查片区，以逗号分隔；缺省为不限',
      en: 'only these patrol zones, separated by commas (default: all)',
    },
  },
  towns: {
    value: { zh: '编码', en: 'codes' },
    about: {
      zh: '只限这些乡镇街道，以逗号分隔；缺省为不限',
      en: 'only these towns, separated by commas (default: all)',
    },
  },
} as const

interface Values {
  readonly role: readonly string[]
  readonly title: string | undefined
  readonly zones: string | undefined
  readonly towns: string | undefined
}

/** Returns the described account. Throws UsageError. */
export function newAccountOf(name: string, { role, title, zones, towns }: Values): NewAccount {
  return {
    name: checked(accountNameSchema, plainName(name), '<name>', name),
    title: title === undefined ? undefined : checked(titleSchema, title, '--title', title),
    roles: role.map((one) => checked(accountRoleSchema, one, '--role', one, roleNote)),
    zones: codesOf('--zones', zones),
    towns: codesOf('--towns', towns),
  }
}

const roleNote: Text = {
  zh: accountRoleSchema.options.join('、'),
  en: `one of ${accountRoleSchema.options.join(', ')}`,
}

const codesNote: Text = { zh: '以逗号分隔的编码', en: 'codes, separated by commas' }

function codesOf(option: string, list: string | undefined): readonly string[] | null {
  if (list === undefined) return null
  const codes = list.split(',').map((code) => code.trim())
  return checked(codesSchema(), codes, option, list, codesNote)
}

function checked<T>(schema: z.ZodType<T>, value: unknown, option: string, came: string, note?: Text): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const expected = note ??
    parameterNotes.get(schema)?.expected ?? { zh: '规定的格式', en: 'of the right form' }
  throw new UsageError({
    zh: `${option} 应为${expected.zh}，收到的是“${came}”。`,
    en: `${option} should be ${expected.en}, but was "${came}".`,
  })
}
