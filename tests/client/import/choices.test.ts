import { expect, test } from 'vitest'
import { importRequest, previewRequest, untouched } from '../../../client/import/choices.ts'
import { importRequestSchema, previewRequestSchema } from '../../../geodata/model/answers/imports.ts'

const file = '11111111-1111-4111-8111-111111111111'
const preview = {
  as: 'parcels',
  source: 'parcels:a',
  total: 1,
  crs: { read: 'EPSG:4549', from: 'guess', swapped: true, said: null, alternatives: [] },
  encoding: null,
  columns: { fields: [], taken: [], missing: [] },
  sample: [],
  notes: [],
  bounds: null,
  shown: 1,
  features: null,
  survey: null,
  replaces: null,
} as const

/** Types from zod, whose lists are mutable. */
const answer = () => structuredClone(preview) as unknown as Parameters<typeof importRequest>[2]

test('without choices the request is valid and leaves them to the server', () => {
  const request = previewRequest(file, untouched('parcels'))
  expect(request).toEqual({ file, as: 'parcels' })
  expect(previewRequestSchema.safeParse(request).success).toBe(true)
})

test('a guess that was shown is sent; another choice has priority', () => {
  const guessed = importRequest(file, untouched('parcels'), answer())
  expect(guessed).toEqual({ file, as: 'parcels', source: 'parcels:a', crs: 'EPSG:4549', swap_axes: true })
  expect(importRequestSchema.safeParse(guessed).success).toBe(true)
  const chosen = importRequest(file, { ...untouched('parcels'), crs: ' GCJ-02 ' }, answer())
  expect(chosen).toMatchObject({ crs: 'GCJ-02', swap_axes: false })
  const said = importRequest(file, untouched('parcels'), {
    ...answer(),
    crs: { ...answer().crs, from: 'file' } as NonNullable<ReturnType<typeof answer>['crs']>,
  })
  expect(said).not.toHaveProperty('crs')
})

test('a column is filled from the file, otherwise with a value; empty ones are not sent', () => {
  const fills = {
    state: { field: '', value: ' built ' },
    land_use: { field: 'DLBM', value: 'unused' },
    tenure: { field: '', value: '  ' },
  }
  expect(previewRequest(file, { ...untouched('parcels'), fills })).toMatchObject({
    map: { DLBM: 'land_use' },
    set: { state: 'built' },
  })
})

test('rows are replaced only if the reader agreed, and only those of the import that was shown', () => {
  const replaces = { rows: 3, last_import: { id: 12, file: 'a.csv', kind: 'parcels', finished_at: '' } }
  const shown = { ...answer(), replaces }
  expect(importRequest(file, untouched('parcels'), shown)).not.toHaveProperty('replaces')
  const agreed = { ...untouched('parcels'), replace: true }
  expect(importRequest(file, agreed, shown).replaces).toEqual({ last_import: 12 })
  expect(
    importRequest(file, agreed, { ...answer(), replaces: { rows: 3, last_import: null } }).replaces,
  ).toEqual({
    last_import: null,
  })
})

test('the coverage goes with its day and office, and its file with the preview', () => {
  const survey = {
    surveyFile: { id: file, name: '范围.zip' },
    surveyedOn: '2026-05-01',
    surveyedBy: ' 测绘院 ',
  }
  const areas = { ...untouched('control_lines'), ...survey, coverage: 'file' } as const
  expect(previewRequest(file, areas)).toEqual({ file, as: 'control_lines', survey_file: file })
  const facts = { surveyed_on: '2026-05-01', surveyed_by: '测绘院' }
  expect(importRequest(file, areas, answer())).toMatchObject({ survey_file: file, ...facts })
  const extent = importRequest(file, { ...areas, coverage: 'extent' }, answer())
  expect(extent).toMatchObject({ coverage: 'extent', ...facts })
  expect(extent).not.toHaveProperty('survey_file')
  const none = importRequest(file, { ...areas, coverage: 'none' }, answer())
  expect(none).not.toHaveProperty('surveyed_on')
  for (const request of [extent, none, importRequest(file, areas, answer())])
    expect(importRequestSchema.safeParse(request).success).toBe(true)
})
