/** The answer to too many requests (RFC 6585), and headers with the remaining points. */
import { ProblemError } from '../errors.ts'
import type { Policy } from './policies.ts'

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers. */
export function limitHeaders(
  { name, points, seconds }: Policy,
  remaining: number,
  msToReset: number,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${name}";q=${points};w=${seconds}`,
    RateLimit: `"${name}";r=${Math.max(0, remaining)};t=${secondsOf(msToReset)}`,
  }
}

/**
 * Creates the 429 with a retry time of `ms`. It is the same for every resource, so that it reveals nothing.
 */
export function tooMany(policy: Policy, ms: number): ProblemError {
  const seconds = Math.max(1, secondsOf(ms))
  return new ProblemError(
    429,
    { zh: '请求过于频繁', en: 'Too many requests' },
    {
      zh: `请求次数已达上限，请在 ${seconds} 秒后重试。`,
      en: `Too many requests. Try again in ${seconds} s.`,
    },
    { 'Retry-After': String(seconds), ...limitHeaders(policy, 0, ms) },
  )
}

const secondsOf = (ms: number) => Math.max(0, Math.ceil(ms / 1000))
