import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../../../../server/features/select/datetime.ts'

describe('datetime', () => {
  it('reads a time as a period of one moment', () => {
    const time = '2026-03-01T08:00:00Z'
    expect(parsePeriod(time)).toEqual({ from: time, to: time })
  })

  it('reads a date as the whole day in China', () => {
    expect(parsePeriod('2026-03-01')).toEqual({
      from: '2026-03-01T00:00:00+08:00',
      to: '2026-03-01T23:59:59.999999+08:00',
    })
  })

  it('has an open end for two dots or an empty text', () => {
    expect(parsePeriod('../2026-03-01T00:00:00Z')).toEqual({ from: null, to: '2026-03-01T00:00:00Z' })
    expect(parsePeriod('2026-03-01T00:00:00Z/')).toEqual({ from: '2026-03-01T00:00:00Z', to: null })
  })

  it.each([
    '',
    '..',
    '../../..',
    '/',
    'yesterday',
    '2026-02-30',
    '2026-03-02/2026-03-01',
    '2026-03-01/P1D',
    'a/b/c',
  ])('refuses %j', (text) => {
    expect(parsePeriod(text)).toBeUndefined()
  })
})
