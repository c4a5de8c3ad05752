import { describe, expect, it } from 'vitest'
import { holidayWords, openWords } from '../../../client/greenway/open-now.tsx'

const at = (iso: string) => Date.parse(`${iso}:00+08:00`)

describe('open now', () => {
  it('says open or closed, and the next change in the time of China', () => {
    expect(openWords('Mo-Su 08:00-17:00', at('2026-12-01T10:00'), 'zh')).toBe('开放中 · 至 17:00')
    expect(openWords('Mo-Fr 08:00-17:00', at('2026-12-04T18:00'), 'en')).toBe('Closed · opens Mon 08:00')
    expect(openWords('24/7', at('2026-12-01T03:00'), 'en')).toBe('Open now')
    expect(openWords('周二至周日9:00-21:00', at('2026-12-01T10:00'), 'zh')).toBeNull()
    expect(openWords('Mo-Su "please add opening times"', at('2026-12-01T10:00'), 'zh')).toBeNull()
  })

  it('warns on holidays, on worked days, and without the list of a year', () => {
    const plain = 'Mo-Fr 08:00-17:00'
    const holidays = 'Mo-Fr 08:00-17:00; PH off'
    expect(holidayWords(plain, at('2026-10-01T10:00'), 'zh')).toContain('节假日')
    expect(holidayWords(holidays, at('2026-10-01T10:00'), 'zh')).toBeNull()
    expect(holidayWords(plain, at('2026-10-10T10:00'), 'zh')).toContain('调休')
    expect(holidayWords(holidays, at('2031-10-01T10:00'), 'zh')).toContain('2031 年的放假安排')
    expect(holidayWords(plain, at('2026-12-01T10:00'), 'zh')).toBeNull()
  })
})
