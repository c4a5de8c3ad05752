/** Parts of request bodies of the endpoints of accounts. */
import { z } from 'zod'
import { accountRoleSchema } from '../../geodata/model/answers/accounts.ts'
import { scopes } from '../../geodata/model/scopes.ts'
import { parameter, rowIdText } from '../http/parameters.ts'

export const accountNameSchema = parameter(
  z
    .string()
    .min(1)
    .max(100)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$/),
  { zh: '1 到 100 个字符的账号名', en: 'a name of 1 to 100 characters' },
)

/** For a sign-in attempt: any text. */
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
  parameter(z.array(accountRoleSchema).max(4), { zh: '角色的数组', en: 'an array of roles' })

export const scopesSchema = parameter(z.array(z.enum(scopes)).min(1).max(scopes.length), {
  zh: `下列权限的数组：${scopes.join('、')}`,
  en: `an array of these scopes: ${scopes.join(', ')}`,
})

/** `{id}` of a path. */
export const idParams = z.object({
  id: parameter(
    rowIdText(),
    { zh: '编号', en: 'an id' },
    {
      type: 'integer',
      minimum: 0,
    },
  ),
})
