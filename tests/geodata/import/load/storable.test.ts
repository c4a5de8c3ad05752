import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unstorable } from '../../../../geodata/import/load/storable.ts'

const named = (properties: Record<string, unknown>) => unstorable(properties, JSON.stringify(properties))

it.each([
  [{ name: '青山湖', note: 'a\0b' }, 'note'],
  [{ name: '\uD842' }, 'name'],
  [{ skills: ['急救', '\uDFB7'] }, 'skills'],
  [{ name: '𠮷 \\u0000 \\ud842' }, undefined],
  [{ n: 1, name: null }, undefined],
])('%j: %s', (properties, name) => {
  expect(named(properties)).toBe(name)
})

it('finds exactly the texts that PostgreSQL refuses', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(named({ text }) === 'text').toBe(text.includes('\0') || Buffer.from(text).toString() !== text)
    }),
  )
})
