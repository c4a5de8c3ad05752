/** The commands of `npm run accounts`. */
import { record } from '../../../geodata/audit/record.ts'
import { CommandError, command, type Program } from '../../../geodata/command-line/command.ts'
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { Settings } from '../../settings.ts'
import { createAccount, plainName } from '../accounts.ts'
import { accountRows, setDisabled } from '../administration/accounts.ts'
import { linkAddress, makeLink } from '../password/links.ts'
import { credentialEnds } from '../resolver.ts'
import { newAccountOf, newAccountOptions } from './new-account.ts'

/** What the commands work with. */
interface Opened {
  readonly database: Database
  readonly settings: Settings
}

interface Context extends Opened {
  readonly language: Language
  readonly say: (text: string) => void
}

/** Opens the database for `work`. */
export type Open = (work: (opened: Opened) => Promise<void>) => Promise<void>

const accountOperand = {
  name: { zh: '账号名', en: 'name' },
  about: { zh: '账号名', en: 'name of the account' },
} as const

const urlOption = {
  value: { zh: '地址', en: 'address' },
  about: {
    zh: '链接中平台的地址（默认由 HOST 和 PORT 组成）',
    en: 'URL of the platform in links (default: from HOST and PORT)',
  },
} as const

/** `npm run accounts` on the database of `open`. */
export const accountsProgram = (open: Open): Program => ({
  name: 'npm run accounts',
  about: {
    zh: '管理可以登录的账号',
    en: 'manages accounts',
  },
  commands: [addCommand(open), linkCommand(open), listCommand(open), disableCommand(open)],
  besideServer: {
    zh: '由管理员在页面上操作',
    en: 'do this on the page as an administrator',
  },
})

const addCommand = (open: Open) =>
  command({
    name: 'add',
    about: {
      zh: '新建账号，并给出一次性登录链接（不设默认密码）',
      en: 'creates an account and prints a one-time sign-in link; there are no default passwords',
    },
    operands: [accountOperand],
    options: { ...newAccountOptions, url: urlOption },
    async run({ operands: [name], values, language, say }) {
      const account = newAccountOf(name, values)
      await open(async (opened) => {
        const id = await createAccount(opened.database, account)
        if (id === undefined) {
          throw new CommandError({
            zh: `已有名为“${name}”的账号。`,
            en: `An account "${name}" exists already.`,
          })
        }
        await printLink({ ...opened, language, say }, id, values.url)
      })
      return undefined
    },
  })

const linkCommand = (open: Open) =>
  command({
    name: 'link',
    about: {
      zh: '为账号签发新的一次性链接，之前未用的随即失效；忘记密码时也用它',
      en: 'creates a new one-time link, also for lost passwords; earlier unused links stop working',
    },
    operands: [accountOperand],
    options: { url: urlOption },
    async run({ operands: [name], values, language, say }) {
      await open((opened) => link({ ...opened, language, say }, name, values.url))
      return undefined
    },
  })

const listCommand = (open: Open) =>
  command({
    name: 'list',
    about: { zh: '全部账号，及其角色和范围', en: 'all accounts, with their roles and limits' },
    operands: [],
    options: {},
    async run({ language, say }) {
      await open((opened) => list({ ...opened, language, say }))
      return undefined
    },
  })

const disableCommand = (open: Open) =>
  command({
    name: 'disable',
    about: {
      zh: '停用账号：会话和令牌立即失效',
      en: 'disables an account: its sessions and tokens end at once',
    },
    operands: [accountOperand],
    options: {},
    async run({ operands: [name], language, say }) {
      await open((opened) => disable({ ...opened, language, say }, name))
      return undefined
    },
  })

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
    en: `One-time sign-in link, valid for ${hours} h and shown only here:`,
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
