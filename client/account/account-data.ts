/** Reads sessions and tokens from the server. */
import {
  madeTokenSchema,
  type OwnSession,
  ownSessionsSchema,
  type Token,
  tokensSchema,
} from '../../geodata/model/answers/credentials.ts'

export const readSessions = (body: unknown): OwnSession[] => ownSessionsSchema.parse(body).sessions
export const readTokens = (body: unknown): Token[] => tokensSchema.parse(body).tokens
export const readNewToken = (body: unknown): string => madeTokenSchema.parse(body).token

/** Returns browser and system of a User-Agent header: `Chrome · Windows`. */
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
