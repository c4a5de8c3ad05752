/** JSON of accounts, as administrators see them. */
import { z } from 'zod'
import { roles } from '../roles.ts'
import { rowIdSchema } from './row-id.ts'

const codes = z.array(z.string()).nullable()

/** Roles that an account may have; everyone is the public. */
export const accountRoleSchema = z.enum(roles).exclude(['public'])

export const accountSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  title: z.string().nullable(),
  roles: z.array(accountRoleSchema),
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
export type Account = z.infer<typeof accountSchema>

export const accountsSchema = z.object({ accounts: z.array(accountSchema) })

export const signInLinkSchema = z.object({
  token: z.string().describe('Shown here and never again'),
  address: z.string().describe('Page that redeems the token; it is in the fragment'),
  expires_at: z.string(),
})

export const madeAccountSchema = z.object({ account: accountSchema, link: signInLinkSchema })
