import { expect, test } from 'vitest'
import {
  changesOf,
  codeOptions,
  draftsOf,
  editableProperties,
  rebased,
} from '../../../../client/planning/edit/changes.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../../geodata/model/layer.ts'

const parcels = findLayer('parcels') as Layer
const stored = {
  parcel_code: '330112001001GB00001',
  land_use: '0701',
  far_max: 2.5,
  holder: null,
  area_m2: 900,
}

test('the form has what a planner may write, not what is measured or says where rows come from', () => {
  const names = editableProperties(parcels).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['land_use', 'state', 'holder', 'far_max', 'supplied_on']))
  for (const name of ['area_m2', 'source', 'licence', 'synthetic']) expect(names).not.toContain(name)
})

test('only what differs is sent: numbers as numbers, an emptied field as null', () => {
  const before = draftsOf(parcels, stored)
  expect(changesOf(parcels, before, before)).toEqual({})
  const after = { ...before, far_max: '2.8', land_use: '', holder: ' 青山公司（示例） ' }
  expect(changesOf(parcels, before, after)).toEqual({
    land_use: null,
    holder: '青山公司（示例）',
    far_max: 2.8,
  })
})

test('after someone else’s change the own changes stay, and theirs are in the other fields', () => {
  const before = draftsOf(parcels, stored)
  const now = draftsOf(parcels, { ...stored, far_max: 3, state: 'built' })
  const drafts = rebased(before, { ...before, holder: '甲' }, now)
  expect(changesOf(parcels, now, drafts)).toEqual({ holder: '甲' })
  expect(drafts).toMatchObject({ far_max: '3', state: 'built' })
})

test('codes are offered by their titles in the reader’s language', () => {
  const optionsOf = (name: string) => {
    const property = parcels.properties.find((one) => one.name === name)
    return property ? codeOptions(property, 'zh') : null
  }
  expect(optionsOf('land_use')).toContainEqual(['0701', expect.stringMatching(/^0701 .*住宅/)])
  expect(optionsOf('state')?.length).toBeGreaterThan(2)
  expect(optionsOf('far_max')).toBeNull()
})
