/** Authentication of devices. */
import type { Request } from 'express'
import { LRUCache } from 'lru-cache'
import { ProblemError } from '../../errors.ts'
import { addressBlock, clientAddress } from '../../http/client-address.ts'
import type { Device, DeviceTokens } from './tokens.ts'

/** Maximum wrong tokens of an IP address in a minute. Tokens cannot be guessed, but each try costs a query. */
const MAX_WRONG = 120

/** Returns the token of `Authorization`: Bearer, or the password of Basic, as OwnTracks sends it. */
function tokenOf(request: Request): string | undefined {
  const [scheme = '', value = ''] = (request.get('Authorization') ?? '').split(' ', 2)
  if (/^bearer$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return undefined
  const pair = Buffer.from(value, 'base64').toString()
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined
}

export type DeviceOf = (request: Request, token?: string) => Promise<Device | undefined>

/**
 * Finds the device that sends a request, by a token or by its Authorization header.
 * @throws ProblemError 429 for an IP address that sent too many wrong tokens
 */
export function deviceFinder(tokens: DeviceTokens, trustProxy: number): DeviceOf {
  const wrong = new LRUCache<string, { count: number }>({ max: 10_000, ttl: 60_000 })
  return async function deviceOf(request, token = tokenOf(request)) {
    if (token === undefined || token.length < 16 || token.length > 200) return undefined
    const address = addressBlock(clientAddress(request, trustProxy))
    const tried = wrong.get(address)
    if (tried && tried.count > MAX_WRONG) throw tooManyWrong
    const device = await tokens.byToken(token)
    if (device) return device
    if (tried) tried.count += 1
    else wrong.set(address, { count: 1 })
    return undefined
  }
}

const tooManyWrong = new ProblemError(
  429,
  { zh: '错误令牌过多', en: 'Too many wrong tokens' },
  {
    zh: '来自此地址的错误设备令牌过多，请一分钟后再试。',
    en: 'Too many wrong device tokens came from this address. Try again in a minute.',
  },
  { 'Retry-After': '60' },
)
