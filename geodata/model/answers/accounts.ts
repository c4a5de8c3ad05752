/** JSON of accounts, as administrators see them. */
import { z } from 'zod'
import { roles } from '../roles.ts'
import { rowIdSchema } from './row-id.ts'

const codes = z.array(z.string()).nullable()

/** Roles of accounts; the public needs no account. */
export const accountRoleSchema = z.enum(roles).exclude(['public'])

export const accountSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  title: z.string().nullable(),
  roles: z.array(accountRoleSchema),
  zones: codes.describe('Codes of patrol zones; null means no limit'),
  towns: codes.describe('Codes of towns; null means no limit'),
  has_password: z.boolean(),
  by_oidc: z.boolean().describe('Signs in at the OpenID provider, which also sets the roles'),
  synthetic: z.boolean(),
  created_at: z.string(),
  last_sign_in_at: z.string().nullable(),
  disabled_at: z.string().nullable(),
  sessions: z.int().describe('Number of open sessions'),
  tokens: z.int().describe('Number of valid tokens'),
})
export type Account = z.infer<typeof accountSchema>

export const accountsSchema = z.object({ accounts: z.array(accountSchema) })

export const signInLinkSchema = z.object({
  token: z.string().describe('Shown only once'),
  address: z.string().describe('URL of the page that redeems the token, which is in the fragment'),
  expires_at: z.string(),
})

export const madeAccountSchema = z.object({ account: accountSchema, link: signInLinkSchema })
