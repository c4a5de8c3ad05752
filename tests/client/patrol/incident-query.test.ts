import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY } from '../../../client/patrol/incident-columns.ts'
import {
  firstFilter,
  incidentsPath,
  readListFilter,
  sorts,
  statuses,
  writeListFilter,
} from '../../../client/patrol/incident-query.ts'
import { noTraits, readTraits, writeTraits } from '../../../client/patrol/time-filter.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'

const code = fc.constantFrom('Z01', 'Z02', 'littering')
const filters = fc.record({
  status: fc.constantFrom(...statuses),
  sort: fc.constantFrom(...sorts),
  zone: fc.option(code),
  kind: fc.option(code),
  follows: fc.boolean(),
})
const origin = Date.parse('2026-10-31T16:00:00Z') / 1000
const desk = { origin, range: { from: 0, to: 30 * DAY }, traits: noTraits }

it('the filter of the list is restored from the URL', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readListFilter(writeListFilter(filter))).toEqual(filter)
    }),
  )
  expect(writeListFilter(firstFilter)).toBe('')
  expect(readListFilter('late,zone:,nonsense')).toEqual(firstFilter)
})

it('the filters of the desk are restored from the URL', () => {
  const traits = fc.record({
    kinds: fc.uniqueArray(fc.constantFrom(...Object.keys(incidentKinds))).map((list) => new Set(list)),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })).map((list) => new Set(list)),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })).map((list) => new Set(list)),
  })
  fc.assert(
    fc.property(traits, (some) => {
      expect(readTraits(writeTraits(some))).toEqual(some)
    }),
  )
  expect(readTraits('kind:murder,hour:24,day:0,day:8,hour:x')).toEqual(noTraits)
})

it('the list requests open incidents first, and uses time and filters of the desk if it follows them', () => {
  expect(incidentsPath(firstFilter, desk, 8)).toBe('/patrol/incidents?status=open&limit=8')
  const traits = { kinds: new Set(['littering']), hours: new Set([8, 9]), weekdays: new Set([0, 6]) }
  const path = incidentsPath(
    { ...firstFilter, status: 'all', sort: 'newest', follows: true, zone: 'Z01' },
    { ...desk, traits },
    8,
    'abc',
  )
  const query = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
  expect(query).toEqual({
    from: '2026-10-31T16:00:00.000Z',
    to: '2026-11-30T15:59:59.999Z',
    kind: 'littering',
    hour: '8,9',
    weekday: '1,7',
    sort: 'newest',
    zone: 'Z01',
    limit: '8',
    after: 'abc',
  })
})

it('the request has no end if the time ends now, so that it includes new incidents', () => {
  const path = incidentsPath(
    { ...firstFilter, follows: true },
    { ...desk, range: { from: 0, to: 29 * DAY + 5 } },
    8,
  )
  expect(path).not.toContain('to=')
})
