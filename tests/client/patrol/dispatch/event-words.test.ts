import { expect, test } from 'vitest'
import { eventWords } from '../../../../client/patrol/dispatch/event-words.ts'
import { newEventKey } from '../../../../client/source/event-key.ts'
import { newEventSchema } from '../../../../geodata/model/answers/patrol-incident.ts'

test('details of an event are shown in both languages', () => {
  const units = [{ code: 'U01', lead: true }, { code: 'U03' }]
  expect(eventWords({ details: { units } }, 'zh')).toBe('U01（牵头）、U03')
  expect(eventWords({ details: { units } }, 'en')).toBe('U01 (lead), U03')
  expect(eventWords({ details: { units: [{ code: 'U01', lead: true }] } }, 'zh')).toBe('U01')
  expect(eventWords({ details: { level: 3 } }, 'zh')).toBe('3级')
  expect(eventWords({ details: { priority: 1 } }, 'zh')).toBe('紧急')
  expect(eventWords({ details: { into: 12 } }, 'en')).toBe('#12')
  expect(eventWords({ details: { note: '已到' } }, 'zh')).toBe('')
})

test('keys of events are unique, and the server accepts them', () => {
  const keys = Array.from({ length: 50 }, newEventKey)
  expect(new Set(keys).size).toBe(50)
  for (const key of keys)
    expect(newEventSchema.parse({ key, at: '2026-12-01T00:00:00Z', type: 'noted' }).key).toBe(key)
})
