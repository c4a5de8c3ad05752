/** Parts of the bodies of accounts' endpoints. */
import { z } from 'zod'
import { roles } from '../../geodata/model/roles.ts'
import { parameter, plainInteger } from '../http/parameters.ts'
import { scopes } from './tokens/scopes.ts'

export const accountNameSchema = parameter(
  z
    .string()
    .min(1)
    .max(100)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$/),
  { zh: '1 到 100 个字符的账号名', en: 'a name of 1 to 100 characters' },
)

/** To try: any text. */
export const passwordSchema = parameter(z.string().min(1).max(200), {
  zh: '1 到 200 个字符的密码',
  en: 'a password of 1 to 200 characters',
})

export const newPasswordSchema = parameter(z.string().min(12).max(200), {
  zh: '12 到 200 个字符的密码',
  en: 'a password of 12 to 200 characters',
})

export const titleSchema = parameter(
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((value) => !value.includes('\0')),
  { zh: '1 到 100 个字符的文本', en: 'a text of 1 to 100 characters' },
)

export const accountRole = z.enum(roles).exclude(['public'])

/** Codes of zones or towns. */
export const codesSchema = () =>
  parameter(
    z
      .array(z.string().regex(/^[\w.-]{1,40}$/))
      .max(200)
      .nullable(),
    {
      zh: '编码的数组，或 null（不限）',
      en: 'an array of codes, or null for no limit',
    },
  )

export const rolesSchema = () =>
  parameter(z.array(accountRole).max(4), { zh: '角色的数组', en: 'an array of roles' })

export const scopesSchema = parameter(z.array(z.enum(scopes)).min(1).max(scopes.length), {
  zh: `下列权限的数组：${scopes.join('、')}`,
  en: `an array of these scopes: ${scopes.join(', ')}`,
})

/** `{id}` of a path. */
export const idParams = z.object({
  id: parameter(
    plainInteger(1, Number.MAX_SAFE_INTEGER),
    { zh: '编号', en: 'an id' },
    {
      type: 'integer',
      minimum: 1,
    },
  ),
})

export const sessionSchema = z.object({
  id: z.int(),
  begun_at: z.string(),
  last_seen_at: z.string(),
  ends_at: z.string().describe('In any case; earlier where nothing is asked in it'),
  method: z.enum(['password', 'link', 'oidc']),
  address: z.string().nullable(),
  agent: z.string().nullable(),
})

export const tokenSchema = z.object({
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
})
