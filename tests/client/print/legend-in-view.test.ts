import { expect, test } from 'vitest'
import { legendInView } from '../../../client/print/legend-in-view.ts'
import type { LegendEntry } from '../../../geodata/model/answers/legend.ts'

const entry = (code: string | null): LegendEntry => ({
  code,
  title: { zh: code ?? '一种', en: code ?? 'one' },
  shape: 'fill',
  colour: '#ffff32',
})
const legends = {
  water: [entry(null)],
  parcels: [entry('0701'), entry('0702'), entry('1101')],
  greenways: [entry(null)],
  places: [entry('city')],
}

test('explains only what is on the map, subjects before the basemap', () => {
  const values = new Map<string, ReadonlySet<unknown>>([
    ['water', new Set(['lake', 3])],
    ['parcels', new Set(['0702', 'built', 1.2])],
    ['places', new Set(['city'])],
  ])
  const legend = legendInView(values, legends)
  expect(legend.map(({ layer, entries }) => [layer, entries.map(({ code }) => code)])).toEqual([
    ['parcels', ['0702']],
    ['water', [null]],
  ])
})

test('an empty map has no legend', () => {
  expect(legendInView(new Map(), legends)).toEqual([])
})
