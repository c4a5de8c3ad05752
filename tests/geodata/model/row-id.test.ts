import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowIdSchema } from '../../../geodata/model/answers/row-id.ts'
import { isRowId, rowIdOf } from '../../../geodata/model/row-id.ts'

test('an id is read as written, up to the last that JavaScript represents exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (id) => {
      expect(rowIdOf(String(id))).toBe(id)
      expect([isRowId(id), rowIdSchema.safeParse(id).success]).toEqual([true, true])
    }),
    { examples: [[0], [2 ** 52], [Number.MAX_SAFE_INTEGER]] },
  )
})

test.each([
  '',
  '00',
  '01',
  '-1',
  '+1',
  '1.0',
  '1e3',
  ' 1',
  '1 ',
  '١',
  'p7',
  '9007199254740992',
  '12345678901234567',
])('not an id: "%s"', (text) => expect(rowIdOf(text)).toBeUndefined())

test.each([-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('not an id: %d', (value) => {
  expect([isRowId(value), rowIdSchema.safeParse(value).success]).toEqual([false, false])
})
