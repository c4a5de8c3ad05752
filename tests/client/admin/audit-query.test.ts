import { expect, test } from 'vitest'
import { everything, queryOf } from '../../../client/admin/audit-data.ts'

test('omits empty filters', () => {
  expect(queryOf(everything).toString()).toBe('')
  expect(queryOf({ ...everything, account: '7', object: '  ' }).toString()).toBe('account=7')
})

test('includes the whole last day', () => {
  const query = queryOf({ ...everything, from: '2026-03-01', to: '2026-03-02' })
  const hours = (Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 3_600_000
  expect(hours).toBe(48)
})
