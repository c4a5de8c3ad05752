import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptedEncodings } from '../../../server/http/encodings.ts'

test.each([
  [undefined, ['identity']],
  ['', ['identity']],
  ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
  ['gzip', ['gzip', 'identity']],
  ['gzip;q=0', ['identity']],
  ['br;q=0.5, gzip;q=0.8', ['gzip', 'br', 'identity']],
  ['BR ; Q=1, identity;q=0.2', ['br', 'identity']],
  ['identity, gzip;q=0.5', ['identity', 'gzip']],
  ['*', ['br', 'gzip', 'identity']],
  ['*;q=0.1, br;q=0', ['gzip', 'identity']],
  ['identity;q=0', ['identity']],
  ['gzip, identity;q=0', ['gzip']],
])('Accept-Encoding %s', (header, expected) => {
  expect(acceptedEncodings(header)).toEqual(expected)
})

test('any header leaves an encoding, and none that it refuses', () => {
  const weight = fc.constantFrom('', ';q=0', ';q=1', ';q=0.3', '; q=0.000', ';q=x')
  const part = fc
    .tuple(fc.constantFrom('gzip', 'br', 'identity', '*', 'zstd'), weight)
    .map(([name, q]) => name + q)
  fc.assert(
    fc.property(fc.uniqueArray(part, { selector: (text) => text.split(';')[0] }), (parts) => {
      const accepted = acceptedEncodings(parts.join(', '))
      expect(accepted.length).toBeGreaterThan(0)
      for (const encoding of ['gzip', 'br'] as const) {
        if (parts.some((text) => text === `${encoding};q=0`)) expect(accepted).not.toContain(encoding)
      }
    }),
  )
})
