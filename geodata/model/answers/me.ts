/** The answer of `GET /me`: the viewer and what they may see. */
import { z } from 'zod'
import { roles } from '../roles.ts'
import { scopes } from '../scopes.ts'
import { rowIdSchema } from './row-id.ts'

const codes = z.array(z.string()).nullable()

export const signInMethodSchema = z.enum(['password', 'link', 'oidc'])

export const meSchema = z.object({
  account: z
    .object({
      id: rowIdSchema,
      name: z.string(),
      title: z.string().nullable(),
      has_password: z.boolean(),
      by_oidc: z.boolean(),
    })
    .nullable()
    .describe('Null for the public'),
  roles: z.array(z.enum(roles)),
  zones: codes.describe('Codes of patrol zones; null means no limit'),
  towns: codes.describe('Codes of towns; null means no limit'),
  layers: z.array(z.string()).describe('Layers that the viewer may read, at least in part'),
  writable: z.array(z.string()).describe('Layers that the viewer may write'),
  session: z
    .object({ id: rowIdSchema, begun_at: z.string(), ends_at: z.string(), method: signInMethodSchema })
    .nullable(),
  scopes: z.array(z.enum(scopes)).nullable().describe('Scopes of the request’s token; null without a token'),
  asks_current_password: z.boolean().describe('Whether POST /me/password needs `current`'),
  oidc: z.boolean().describe('True if GET /sign-in/oidc is available'),
})
export type Me = z.infer<typeof meSchema>
