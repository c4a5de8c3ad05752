/** All settings of the server, read once at the start from the environment. */
import { z } from 'zod'
import type { Text } from '../geodata/model/text.ts'
import { accountSettings } from './accounts/settings.ts'
import { dispatchSettings } from './dispatch/settings.ts'
import { incidentSettings } from './incidents/settings.ts'
import { type Definition, define, expecting, integer, integersFrom, shortText } from './setting-definition.ts'
import { SettingsError, wrong } from './settings-error.ts'

const factor = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,3})?$/)
  .transform(Number)
  .pipe(z.number().min(0).max(1000))

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

const databaseUrl = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url?.protocol === 'postgres:' || url?.protocol === 'postgresql:'
})

/** `name=place,…`: names for addresses; places are paths or http(s) addresses. */
const archives = z
  .string()
  .max(20_000)
  .transform((list) => list.split(',').filter((one) => one.trim() !== ''))
  .pipe(
    z.array(
      z
        .string()
        .transform((one) => /^\s*([a-z0-9_-]{1,60})=(.+?)\s*$/i.exec(one)?.slice(1))
        .pipe(z.tuple([z.string(), z.string()])),
    ),
  )
  .refine((list) => new Set(list.map(([name]) => name)).size === list.length)
  .transform((list): ReadonlyMap<string, string> => new Map(list))

const valkeyUrl = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url !== undefined && ['redis:', 'rediss:', 'valkey:', 'valkeys:'].includes(url.protocol)
})

/** 256 bits as text, converted to a key where it is used. */
const secretKey = z.string().regex(/^[\da-f]{64}$/i)

const definitions = {
  port: define({
    name: 'PORT',
    expected: integersFrom(0, 65535),
    fallback: '8080',
    description: 'Port to listen on; 0 takes a free one.',
    schema: integer(0, 65_535),
  }),
  host: define({
    name: 'HOST',
    expected: expecting('地址或主机名', 'an address or a host name'),
    fallback: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` listens on all addresses.',
    schema: shortText,
  }),
  databaseUrl: define({
    name: 'DATABASE_URL',
    expected: expecting(
      '形如 postgres://user:password@host:5432/database 的地址',
      'an address like postgres://user:password@host:5432/database',
    ),
    fallback: undefined,
    description: 'PostgreSQL ≥ 14 with PostGIS ≥ 3.3. Without it the embedded database runs.',
    schema: databaseUrl.optional(),
  }),
  dataDir: define({
    name: 'DATA_DIR',
    expected: expecting('文件夹的路径', 'the path of a folder'),
    fallback: 'var',
    description: 'Directory of the embedded database.',
    schema: z.string().min(1).max(4096),
  }),
  filesDir: define({
    name: 'FILES_DIR',
    expected: expecting('文件夹的路径', 'the path of a folder'),
    fallback: undefined,
    description:
      'Directory of uploads and results, by default `files` in DATA_DIR; servers of one database on several machines share it.',
    schema: z.string().min(1).max(4096).optional(),
  }),
  filesKeptDays: define({
    name: 'FILES_KEPT_DAYS',
    expected: integersFrom(1, 3650),
    fallback: '7',
    description: 'How long uploads and results of jobs are kept, in days.',
    schema: integer(1, 3650),
  }),
  uploadMb: define({
    name: 'UPLOAD_MB',
    expected: integersFrom(1, 65536),
    fallback: '512',
    description: 'Maximum size of an uploaded file, in MiB; an account can store four of them.',
    schema: integer(1, 65_536),
  }),
  sample: define({
    name: 'SAMPLE',
    expected: expecting('true 或 false', 'true or false'),
    fallback: 'true',
    description: 'Load the synthetic sample on the first start, when nothing has been imported.',
    schema: flag,
  }),
  sampleWalk: define({
    name: 'SAMPLE_WALK',
    expected: expecting('true 或 false', 'true or false'),
    fallback: 'true',
    description:
      'Let the units of the synthetic sample walk slowly along their greenways, so that their positions stay recent; real units never.',
    schema: flag,
  }),
  mapApprovalNumber: define({
    name: 'MAP_APPROVAL_NUMBER',
    expected: expecting('审图号的文字，如 GS(2024)0650号', 'the text of the number, as GS(2024)0650号'),
    fallback: undefined,
    description: 'Map approval number (审图号), shown on the map.',
    schema: shortText.optional(),
  }),
  workers: define({
    name: 'WORKERS',
    expected: expecting(
      '1 至 64 的整数；未设置 DATABASE_URL 时只能为 1',
      'an integer from 1 to 64, and 1 without DATABASE_URL',
    ),
    fallback: '1',
    description:
      'Server processes on the one port, each with its own POOL_SIZE; more than 1 on PostGIS only.',
    schema: integer(1, 64),
  }),
  poolSize: define({
    name: 'POOL_SIZE',
    expected: integersFrom(2, 200),
    fallback: '8',
    description: 'Connections to the PostGIS server.',
    // Loading the sample locks on one connection and works on another.
    schema: integer(2, 200),
  }),
  statementTimeoutMs: define({
    name: 'STATEMENT_TIMEOUT_MS',
    expected: integersFrom(100, 3600000),
    fallback: '30000',
    description: 'Time limit of a database statement, in milliseconds; imports have none.',
    schema: integer(100, 3_600_000),
  }),
  trustProxy: define({
    name: 'TRUST_PROXY',
    expected: integersFrom(0, 10),
    fallback: '0',
    description:
      'Number of reverse proxies in front, which set X-Forwarded-Proto, -Host and, below a path, -Prefix.',
    schema: integer(0, 10),
  }),
  ...incidentSettings,
  ...dispatchSettings,
  contactsKey: define({
    name: 'CONTACTS_KEY',
    expected: expecting(
      '64 位十六进制数字，如“openssl rand -hex 32”所生成的',
      '64 hexadecimal digits, as `openssl rand -hex 32` makes them',
    ),
    fallback: undefined,
    description:
      "Key that encrypts reporters' contacts (`openssl rand -hex 32`); without it they cannot be written or read.",
    schema: secretKey.optional(),
  }),
  contactsKeyPrevious: define({
    name: 'CONTACTS_KEY_PREVIOUS',
    expected: expecting(
      '64 位十六进制数字，如“openssl rand -hex 32”所生成的',
      '64 hexadecimal digits, as `openssl rand -hex 32` makes them',
    ),
    fallback: undefined,
    description:
      'The previous key: the next start re-encrypts its contacts with the new key; then remove it.',
    schema: secretKey.optional(),
  }),
  contactsKeptDays: define({
    name: 'CONTACTS_KEPT_DAYS',
    expected: integersFrom(1, 3650),
    fallback: '180',
    description: "How long reporters' contacts are kept after their incident is closed, in days.",
    schema: integer(1, 3650),
  }),
  positionsKeptDays: define({
    name: 'POSITIONS_KEPT_DAYS',
    expected: integersFrom(1, 3650),
    fallback: '30',
    description: "How long units' past positions are kept, in days.",
    schema: integer(1, 3650),
  }),
  ...accountSettings,
  tileCacheMb: define({
    name: 'TILE_CACHE_MB',
    expected: integersFrom(0, 65536),
    fallback: '128',
    description: 'Memory for vector tiles, in MiB; 0 turns the cache off.',
    schema: integer(0, 65_536),
  }),
  valkeyUrl: define({
    name: 'VALKEY_URL',
    expected: expecting(
      '形如 redis://:password@host:6379/0 的地址',
      'an address like redis://:password@host:6379/0',
    ),
    fallback: undefined,
    description: 'Valkey or Redis in which several servers on one PostGIS share tiles and count requests.',
    schema: valkeyUrl.optional(),
  }),
  rateLimits: define({
    name: 'RATE_LIMITS',
    expected: expecting('0 至 1000 的数', 'a number from 0 to 1000'),
    fallback: '1',
    description:
      'Multiplies the requests allowed per minute for one address or account; 0 removes these limits, but not those of sign-in.',
    schema: factor,
  }),
  archives: define({
    name: 'ARCHIVES',
    expected: expecting(
      '形如 map=var/map.pmtiles,base=https://example.org/base.pmtiles 的列表，名称不得重复',
      'a list like map=var/map.pmtiles,base=https://example.org/base.pmtiles, each name once',
    ),
    fallback: '',
    description:
      'PMTiles archives to serve at `/archives/`: `name=path` or `name=https://…`, separated by commas; open to everyone.',
    schema: archives,
  }),
  logLevel: define({
    name: 'LOG_LEVEL',
    expected: expecting(
      'trace、debug、info、warn、error、silent 之一',
      'one of trace, debug, info, warn, error, silent',
    ),
    fallback: 'info',
    description: 'Log level; `debug` logs every request.',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  }),
}

type Definitions = typeof definitions

export type Settings = { readonly [Key in keyof Definitions]: z.output<Definitions[Key]['schema']> }

/** The settings in the order of README.md. */
export const settingsTable: readonly {
  readonly name: string
  readonly fallback: string | undefined
  readonly description: string
}[] = Object.values(definitions).map(({ name, fallback, description }) => ({ name, fallback, description }))

const SECRET = new Set(['DATABASE_URL', 'VALKEY_URL', 'CONTACTS_KEY', 'CONTACTS_KEY_PREVIOUS'])

function readOne(definition: Definition<z.ZodType>, environment: NodeJS.ProcessEnv) {
  const { name, expected, secret } = definition
  const given = environment[name]?.trim()
  const value = given ? given : definition.fallback
  const result = definition.schema.safeParse(value)
  if (result.success) return { value: result.data }
  return {
    problem: wrong(name, expected, secret || SECRET.has(name) ? undefined : String(value).slice(0, 80)),
  }
}

/** Returns contradictions between settings that are valid one by one. */
function misfits(settings: Settings): Text[] {
  const problems: Text[] = []
  if (settings.workers > 1 && settings.databaseUrl === undefined) {
    problems.push(wrong('WORKERS', definitions.workers.expected, String(settings.workers)))
  }
  if (settings.contactsKeyPrevious !== undefined && settings.contactsKey === undefined) {
    problems.push({
      zh: '设置了 CONTACTS_KEY_PREVIOUS 时，CONTACTS_KEY 应为新密钥，现在未设置。',
      en: 'CONTACTS_KEY should be the new key where CONTACTS_KEY_PREVIOUS is set, but is not set.',
    })
  }
  if (settings.oidcIssuer !== undefined && settings.oidcClientId === undefined) {
    problems.push({
      zh: '设置了 OIDC_ISSUER 时，应设置 OIDC_CLIENT_ID，现在未设置。',
      en: 'OIDC_CLIENT_ID should be set where OIDC_ISSUER is, but is not.',
    })
  }
  return problems
}

/** Reads all settings; an empty one counts as missing. Throws SettingsError. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const entries = Object.entries(definitions).map(
    ([key, definition]) => [key, readOne(definition, environment)] as const,
  )
  const settings = Object.fromEntries(entries.map(([key, { value }]) => [key, value])) as unknown as Settings
  const problems = [...entries.flatMap(([, { problem }]) => problem ?? []), ...misfits(settings)]
  if (problems.length > 0) throw new SettingsError(problems)
  return settings
}
