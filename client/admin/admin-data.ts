/** Reads accounts, tokens and towns for administrators. */
import {
  type Account,
  accountsSchema,
  madeAccountSchema,
  signInLinkSchema,
} from '../../geodata/model/answers/accounts.ts'
import { type OwnedToken, ownedTokensSchema } from '../../geodata/model/answers/credentials.ts'
import { zonesSchema } from '../../geodata/model/answers/patrol.ts'

export const readAccounts = (body: unknown): Account[] => accountsSchema.parse(body).accounts
export const readTokens = (body: unknown): OwnedToken[] => ownedTokensSchema.parse(body).tokens
export const readMade = (body: unknown) => madeAccountSchema.parse(body)
export const readLink = (body: unknown): string => signInLinkSchema.parse(body).address
export const readZones = (body: unknown) => zonesSchema.parse(body).zones
