import { describe, expect, test } from 'vitest'
import {
  hasRole,
  publicViewer,
  viewerFor,
  viewerRoles,
  visibilityKey,
} from '../../../geodata/access/viewer.ts'
import type { Role } from '../../../geodata/model/roles.ts'

const account = (roles: readonly Role[], limits: { zones?: string[]; towns?: string[] } = {}) =>
  viewerFor({ id: 7, roles, zones: limits.zones ?? null, towns: limits.towns ?? null }, '::1')

describe('an account is seen as', () => {
  test.each<[string, Parameters<typeof account>]>([
    ['public', [[]]],
    ['public', [['public'], { zones: ['Z1'], towns: ['T1'] }]],
    ['officer', [['officer']]],
    ['lead', [['officer', 'lead']]],
    ['lead_limited', [['lead'], { zones: ['Z1'] }]],
    ['planner', [['planner'], { zones: ['Z1'] }]],
    ['planner_limited', [['planner'], { towns: ['T1'] }]],
    ['lead_limited_planner', [['lead', 'planner'], { zones: [] }]],
    ['officer_planner_limited', [['planner', 'officer'], { towns: ['T1'] }]],
    ['lead_limited_planner_limited', [['lead', 'planner'], { zones: ['Z1'], towns: ['T1'] }]],
    ['admin', [['admin', 'officer'], { zones: ['Z1'], towns: ['T1'] }]],
  ])('%s', (role, given) => {
    const viewer = account(...given)
    expect(viewer).toMatchObject({ role, account: 7, address: '::1' })
    expect(viewerRoles).toContain(viewer.role)
    expect(viewer.zones !== undefined).toBe(/(officer|lead)_limited/.test(role))
    expect(viewer.towns !== undefined).toBe(role.endsWith('planner_limited'))
  })
})

test('there are 16 roles', () => {
  expect(new Set(viewerRoles).size).toBe(16)
})

test('viewers have the same key exactly if they see the same', () => {
  const key = (...given: Parameters<typeof account>) => visibilityKey(account(...given))
  expect(visibilityKey(publicViewer)).toBe('public')
  expect(key([])).toBe('public')
  expect(key(['lead'], { towns: ['T1'] })).toBe('lead')
  expect(key(['lead'], { zones: ['B', 'A', 'B'] })).toBe(key(['lead'], { zones: ['A', 'B'] }))
  const keys = [
    key(['lead'], { zones: [] }),
    key(['lead'], { zones: ['A'] }),
    key(['lead'], { zones: ['A', 'B'] }),
    key(['lead'], { zones: ['A,B'] }),
    key(['officer'], { zones: ['A'] }),
    key(['planner'], { towns: ['A'] }),
    key(['lead', 'planner'], { zones: ['A'] }),
    key(['lead', 'planner'], { zones: ['A'], towns: ['A'] }),
    key(['lead', 'planner'], { zones: ['A'], towns: [] }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  for (const one of keys) expect(one).not.toMatch(/[\s/]/)
})

test('an administrator has all roles, a lead includes officer', () => {
  const powers = (roles: readonly Role[], limits = {}) =>
    (['public', 'officer', 'lead', 'planner', 'admin'] as const).filter((role) =>
      hasRole(account(roles, limits), role),
    )
  expect(powers([])).toEqual(['public'])
  expect(powers(['officer'])).toEqual(['public', 'officer'])
  expect(powers(['lead'], { zones: ['A'] })).toEqual(['public', 'officer', 'lead'])
  expect(powers(['lead', 'planner'], { zones: ['A'] })).toEqual(['public', 'officer', 'lead', 'planner'])
  expect(powers(['admin'])).toEqual(['public', 'officer', 'lead', 'planner', 'admin'])
})
