/** JSON of sessions and API tokens. */
import { z } from 'zod'
import { scopes } from '../scopes.ts'
import { signInMethodSchema } from './me.ts'
import { rowIdSchema } from './row-id.ts'

const sessionSchema = z.object({
  id: rowIdSchema,
  begun_at: z.string(),
  last_seen_at: z.string(),
  ends_at: z.string().describe('Latest end; earlier if the session is idle'),
  method: signInMethodSchema,
  address: z.string().nullable(),
  agent: z.string().nullable(),
})

/** A session of any account. */
export const sessionsSchema = z.object({ sessions: z.array(sessionSchema) })

const ownSessionSchema = sessionSchema.extend({
  current: z.boolean().describe('True for the session of this request'),
})
export const ownSessionsSchema = z.object({ sessions: z.array(ownSessionSchema) })
export type OwnSession = z.infer<typeof ownSessionSchema>

const tokenSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
})
export type Token = z.infer<typeof tokenSchema>

export const tokensSchema = z.object({ tokens: z.array(tokenSchema) })
export const madeTokenSchema = tokenSchema.extend({
  token: z.string().describe('Shown only once'),
})

const ownedTokenSchema = tokenSchema.extend({
  account: z.object({ id: rowIdSchema, name: z.string(), title: z.string().nullable() }),
})
export type OwnedToken = z.infer<typeof ownedTokenSchema>

/** Tokens of all accounts. */
export const ownedTokensSchema = z.object({ tokens: z.array(ownedTokenSchema) })
