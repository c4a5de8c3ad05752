/** Bodies of the endpoints by which administrators manage accounts. */
import { z } from 'zod'
import { parameter } from '../../http/parameters.ts'
import {
  accountNameSchema,
  accountRole,
  codesSchema,
  rolesSchema,
  titleSchema,
  tokenSchema,
} from '../schemas.ts'

const codes = z.array(z.string()).nullable()

export const accountSchema = z.object({
  id: z.int(),
  name: z.string(),
  title: z.string().nullable(),
  roles: z.array(accountRole),
  zones: codes.describe('Codes of patrol zones; null is no limit'),
  towns: codes.describe('Codes of towns; null is no limit'),
  has_password: z.boolean(),
  by_oidc: z.boolean().describe('Signs in at the OpenID provider, which also says the roles'),
  synthetic: z.boolean(),
  created_at: z.string(),
  last_sign_in_at: z.string().nullable(),
  disabled_at: z.string().nullable(),
  sessions: z.int().describe('How many have not ended'),
  tokens: z.int().describe('How many are good'),
})

export const linkSchema = z.object({
  token: z.string().describe('Shown here and never again'),
  address: z.string().describe('Page that redeems the token; it is in the fragment'),
  expires_at: z.string(),
})

const limits = { zones: codesSchema().optional(), towns: codesSchema().optional() }

export const newAccountSchema = z.strictObject({
  name: accountNameSchema,
  title: titleSchema.nullable().optional(),
  roles: rolesSchema(),
  ...limits,
})

export const accountChangeSchema = z.strictObject({
  title: titleSchema.nullable().optional(),
  roles: rolesSchema().optional(),
  zones: codesSchema().optional(),
  towns: codesSchema().optional(),
  disabled: parameter(z.boolean().optional(), { zh: 'true 或 false', en: 'true or false' }),
})

export const madeAccountSchema = z.object({ account: accountSchema, link: linkSchema })

export const adminTokenSchema = tokenSchema.extend({
  account: z.object({ id: z.int(), name: z.string(), title: z.string().nullable() }),
})
