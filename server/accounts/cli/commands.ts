/** The commands of `npm run accounts`, on a database that is open. */
import { parseArgs } from 'node:util'
import { record } from '../../../geodata/audit/record.ts'
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import type { Settings } from '../../settings.ts'
import { createAccount, plainName } from '../accounts.ts'
import { accountRows, setDisabled } from '../administration/accounts.ts'
import { linkAddress, makeLink } from '../password/links.ts'
import { credentialEnds } from '../resolver.ts'
import { accountNameSchema, accountRole, codesSchema, titleSchema } from '../schemas.ts'

export interface Context {
  readonly database: Database
  readonly settings: Settings
  readonly language: Language
  readonly say: (text: string) => void
}

export type Command = (context: Context) => Promise<void>

/** Something that the operator can put right. */
export class CommandError extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

const options = {
  role: { type: 'string', multiple: true },
  title: { type: 'string' },
  zones: { type: 'string' },
  towns: { type: 'string' },
  url: { type: 'string' },
  lang: { type: 'string' },
} as const

/** The command of some arguments; undefined where they are none. */
export function readCommand(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options })
    const [command, name, ...more] = positionals
    if (more.length > 0 || (command === 'list') !== (name === undefined)) return undefined
    if (command === 'list') return list
    if (command === 'link' && name) return (context) => link(context, name, values.url)
    if (command === 'disable' && name) return (context) => disable(context, name)
    if (command !== 'add' || !name) return undefined
    return add(name, values)
  } catch {
    // An option that there is not: the usage says which there are.
    return undefined
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

const codes = (list: string | undefined) =>
  codesSchema().safeParse(list === undefined ? null : list.split(',').map((code) => code.trim()))

function add(given: string, values: Values): Command | undefined {
  const name = accountNameSchema.safeParse(plainName(given))
  const roles = accountRole.array().min(1).safeParse(values.role)
  const title = titleSchema.optional().safeParse(values.title)
  const [zones, towns] = [codes(values.zones), codes(values.towns)]
  if (!name.success || !roles.success || !title.success || !zones.success || !towns.success) return undefined
  const account = {
    name: name.data,
    title: title.data,
    roles: roles.data,
    zones: zones.data,
    towns: towns.data,
  }
  return async (context) => {
    const id = await createAccount(context.database, account)
    if (id === undefined) {
      throw new CommandError({
        zh: `已有名为“${given}”的账号。`,
        en: `There is an account "${given}" already.`,
      })
    }
    await printLink(context, id, values.url)
  }
}

async function link(context: Context, name: string, url: string | undefined): Promise<void> {
  const { id, disabled, by_oidc } = await known(context.database, name)
  if (disabled)
    throw new CommandError({ zh: `账号“${name}”已停用。`, en: `The account "${name}" is disabled.` })
  if (by_oidc) {
    throw new CommandError({
      zh: `账号“${name}”使用统一身份登录。`,
      en: `The account "${name}" signs in at the OpenID provider.`,
    })
  }
  await printLink(context, id, url)
}

async function printLink(
  { database, settings, language, say }: Context,
  id: number,
  url: string | undefined,
) {
  const { host, port, signInLinkHours: hours } = settings
  const here = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const base = url?.replace(/\/+$/, '') ?? `http://${here.includes(':') ? `[${here}]` : here}:${port}`
  const token = await database.transaction(async (client) => {
    await record(client, { action: 'link-made', object: `accounts/${id}` })
    return makeLink(client, id, hours)
  })
  const head = {
    zh: `一次性登录链接，${hours} 小时内有效，不再显示：`,
    en: `A one-time link to sign in by, good for ${hours} h and shown here only:`,
  }
  say(`${head[language]}\n  ${linkAddress(base, token)}`)
}

async function disable({ database, language, say }: Context, name: string): Promise<void> {
  const { id } = await known(database, name)
  await database.transaction((client) => setDisabled(client, id, true))
  say({ zh: `账号“${name}”已停用。`, en: `The account "${name}" is disabled.` }[language])
}

interface Known {
  readonly id: number
  readonly disabled: boolean
  readonly by_oidc: boolean
}

async function known(client: Queryable, name: string): Promise<Known> {
  const { rows } = await client.query<Known>(
    'select id, disabled_at is not null as disabled, issuer is not null as by_oidc from accounts where lower(name) = lower($1)',
    [plainName(name)],
  )
  const [row] = rows
  if (!row) throw new CommandError({ zh: `没有名为“${name}”的账号。`, en: `There is no account "${name}".` })
  return row
}

async function list({ database, settings, language, say }: Context): Promise<void> {
  const rows = await accountRows(database, credentialEnds(settings))
  const words = {
    zh: { none: '还没有账号。', disabled: '已停用', zones: '片区', towns: '乡镇' },
    en: { none: 'There are no accounts yet.', disabled: 'disabled', zones: 'zones', towns: 'towns' },
  }[language]
  const limit = (title: string, limits: readonly string[] | null) =>
    limits ? [`${title} ${limits.join()}`] : []
  const lines = rows.map(({ name, title, roles, zones, towns, disabled_at }) =>
    [
      name,
      title ?? '',
      roles.join(),
      ...limit(words.zones, zones),
      ...limit(words.towns, towns),
      ...(disabled_at ? [words.disabled] : []),
    ].join('\t'),
  )
  say(lines.length > 0 ? lines.join('\n') : words.none)
}
