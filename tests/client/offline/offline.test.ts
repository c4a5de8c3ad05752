import { expect, test } from 'vitest'
import { isFieldViewer } from '../../../client/offline/field-viewer.ts'
import { keptName } from '../../../client/offline/kept-answers.ts'
import { shellKind } from '../../../client/offline/shell-requests.ts'
import type { Me } from '../../../geodata/model/answers/me.ts'

const scope = 'https://map.example/city/'
const kindOf = (path: string, more: { method?: string; mode?: RequestMode } = {}) =>
  shellKind({ method: 'GET', mode: 'cors', url: new URL(path, scope).href, ...more }, scope)

test('the service worker answers for the page and its files, and never for data', () => {
  expect(kindOf('./?desk=patrol', { mode: 'navigate' })).toBe('page')
  expect(kindOf('assets/index-a1.js')).toBe('asset')
  expect(['theme.js', 'sprites/day.json', 'fonts/a/0-255.pbf'].map((path) => kindOf(path))).toEqual([
    'file',
    'file',
    'file',
  ])
  const others = [
    'me',
    'patrol/units',
    'patrol/photos/1',
    'tiles/roads/1/2/3',
    'index.html',
    '../assets/x.js',
    'https://else/assets/x.js',
  ]
  expect(others.map((path) => kindOf(path))).toEqual(others.map(() => null))
  expect(kindOf('sign-in', { mode: 'navigate' })).toBeNull()
  expect(kindOf('assets/x', { method: 'POST' })).toBeNull()
})

test('answers of the officer’s own page are kept, whatever the day; tracks, contacts and photos never are', () => {
  expect(keptName('/patrol/rosters?from=2026-01-01&to=2026-01-01')).toBe('/patrol/rosters')
  expect(keptName('/patrol/incidents?unit=U1&status=open')).toBe('/patrol/incidents?status=open&unit=U1')
  expect(keptName('/patrol/incidents/7/events')).toBe('/patrol/incidents/7/events')
  const never = [
    '/me',
    '/patrol/tracks',
    '/patrol/units/1/track',
    '/patrol/incidents/7/contact',
    '/patrol/photos/x',
  ]
  expect(never.map(keptName)).toEqual(never.map(() => null))
})

test('only officers are prepared for times offline', () => {
  const who = (roles: Me['roles']) => ({ account: { id: 1 }, roles }) as unknown as Me
  expect(isFieldViewer(who(['officer']))).toBe(true)
  expect(isFieldViewer(who(['officer', 'lead']))).toBe(false)
  expect(isFieldViewer({ account: null, roles: [] } as unknown as Me)).toBe(false)
})
