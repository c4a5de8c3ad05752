/** What the server says of sessions and tokens, checked on arrival. */
import { z } from 'zod'

const moment = z.string().nullable()

const sessionSchema = z.object({
  id: z.number(),
  current: z.boolean().optional(),
  begun_at: z.string(),
  last_seen_at: moment,
  address: z.string().nullable(),
  agent: z.string().nullable(),
})
export const tokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  expires_at: moment,
  last_used_at: moment,
  revoked_at: moment,
})
const sessionsSchema = z.object({ sessions: z.array(sessionSchema) })
const tokensSchema = z.object({ tokens: z.array(tokenSchema) })
const newTokenSchema = z.object({ token: z.string() })

export type Session = z.infer<typeof sessionSchema>
export type Token = z.infer<typeof tokenSchema>

export const readSessions = (body: unknown): Session[] => sessionsSchema.parse(body).sessions
export const readTokens = (body: unknown): Token[] => tokensSchema.parse(body).tokens
export const readNewToken = (body: unknown): string => newTokenSchema.parse(body).token

/** Browser and system of a User-Agent header, as people call them: `Chrome · Windows`. */
export function browserOf(agent: string | null): string | null {
  if (!agent) return null
  const find = (kinds: readonly (readonly [RegExp, string])[]) =>
    kinds.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = find([
    [/MicroMessenger/, '微信 WeChat'],
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = find([
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/HarmonyOS/, 'HarmonyOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}
