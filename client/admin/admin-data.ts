/** What the server says to administrators, checked on arrival. */
import { z } from 'zod'
import { roles } from '../../geodata/model/roles.ts'
import { tokenSchema } from '../account/account-data.ts'

const moment = z.string().nullable()
const codes = z.array(z.string()).nullable()

const accountSchema = z.object({
  id: z.number(),
  name: z.string(),
  title: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  zones: codes,
  towns: codes,
  has_password: z.boolean(),
  by_oidc: z.boolean(),
  synthetic: z.boolean(),
  last_sign_in_at: moment,
  disabled_at: moment,
})
export type Account = z.infer<typeof accountSchema>

const tokensSchema = z.object({
  tokens: z.array(
    tokenSchema.extend({
      account: z.object({ id: z.number(), name: z.string(), title: z.string().nullable() }),
    }),
  ),
})
export type OwnedToken = z.infer<typeof tokensSchema>['tokens'][number]

const linkSchema = z.object({ address: z.string() })
const madeSchema = z.object({ account: accountSchema, link: linkSchema })
const zonesSchema = z.object({
  zones: z.array(z.object({ code: z.string(), name: z.string(), name_en: z.string().nullable() })),
})

export const readAccounts = (body: unknown): Account[] =>
  z.object({ accounts: z.array(accountSchema) }).parse(body).accounts
export const readTokens = (body: unknown): OwnedToken[] => tokensSchema.parse(body).tokens
export const readMade = (body: unknown) => madeSchema.parse(body)
export const readLink = (body: unknown): string => linkSchema.parse(body).address
export const readZones = (body: unknown) => zonesSchema.parse(body).zones
