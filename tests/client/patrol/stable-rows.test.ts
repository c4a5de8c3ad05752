import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fresh, held } from '../../../client/patrol/stable-rows.ts'

const rows = fc
  .uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 12 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.integer().map((content) => ({ id, content })))))

it('no row moves under the pointer, and changes are reported', () => {
  fc.assert(
    fc.property(rows, rows, (before, newer) => {
      const shown = held(fresh(before), newer)
      expect(shown.rows.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      for (const row of shown.rows) {
        const update = newer.find(({ id }) => id === row.id)
        expect(shown.gone.has(row.id)).toBe(update === undefined)
        if (update) expect(row).toEqual(update)
      }
      expect(shown.waiting).toBe(newer.filter(({ id }) => before.every((row) => row.id !== id)).length)
      // A row that returns is no longer marked as removed.
      expect(held(shown, before)).toEqual({ ...fresh(before), rows: before })
    }),
  )
})
