import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, readNumber } from '../../../../geodata/import/read/numbers.ts'

describe('readNumber', () => {
  it('reads usual spellings', () => {
    const read = Object.entries({
      '1234.5': 1234.5,
      '1,234.5': 1234.5,
      '1，234，567': 1234567,
      '１２３．５': 123.5,
      '１，２３４': 1234,
      '－５': -5,
      '−5': -5,
      '+5': 5,
      '.5': 0.5,
      '1.2e3': 1200,
      '0012': 12,
    })
    for (const [text, number] of read) expect(readNumber(text), text).toBe(number)
    expect(readNumber('35%', true)).toBe(35)
  })
  it('refuses ambiguous text', () => {
    const texts = [
      '0x10',
      '0b1',
      '1,23',
      '1,2345',
      '12,34,567',
      '1.234,5',
      '约5',
      '5亩',
      '35%',
      'Infinity',
      'NaN',
      '1e',
      '1 2',
      '1e400',
      '',
    ]
    for (const text of texts) expect(readNumber(text), text).toBeNull()
  })
  it('keeps the digits of whole numbers, or returns null', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (whole) => {
        const number = readNumber(String(whole))
        if (number !== null) expect(BigInt(number)).toBe(whole)
      }),
    )
    expect(readNumber('9007199254740993')).toBeNull()
    expect(readNumber('12345.678901234567890')).toBeCloseTo(12345.678901234567)
  })
})

describe('digitsOf', () => {
  it('is null if a number may have been rounded', () => {
    expect(digitsOf(330112201000)).toBe('330112201000')
    expect(digitsOf(1.5)).toBe('1.5')
    expect(digitsOf(330112201000000000)).toBeNull()
  })
})
