/**
 * Signatures of incoming and outgoing webhooks: the header `X-Shuangxi-Signature: t=SECONDS,v1=HEX`, where HEX is the
 * HMAC-SHA256, under the webhook's secret, of `SECONDS.BODY`.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export const SIGNATURE_HEADER = 'X-Shuangxi-Signature'
/** Timestamps that differ by more seconds from now are refused. */
export const WINDOW_SECONDS = 300

export const newSecret = (): string => randomBytes(32).toString('base64url')

const digestOf = (secret: string, seconds: number, body: Uint8Array | string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()

/** Returns the value of the header for a body sent at `now`, in milliseconds since 1970. */
export function signatureOf(secret: string, body: Uint8Array | string, now: number): string {
  const seconds = Math.floor(now / 1000)
  return `t=${seconds},v1=${digestOf(secret, seconds, body).toString('hex')}`
}

/** Returns why a signature is refused; undefined if it is valid. */
export function signatureFault(
  secret: string,
  header: string | undefined,
  body: Uint8Array,
  now: number,
): 'missing' | 'old' | 'wrong' | undefined {
  const [, time = '', hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (hex === '') return 'missing'
  const seconds = Number(time)
  if (!timingSafeEqual(digestOf(secret, seconds, body), Buffer.from(hex, 'hex'))) return 'wrong'
  return Math.abs(now / 1000 - seconds) > WINDOW_SECONDS ? 'old' : undefined
}
