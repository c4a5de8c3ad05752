/** CSV and the two kinds of GeoJSON, as texts. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from '../../../geodata/export/csv.ts'
import type { FeatureFormat, FeatureSet, FormatRow } from '../../../geodata/export/format.ts'
import { geojsonFile, geojsonSequence } from '../../../geodata/export/geojson.ts'
import { findLayer, layerProperties } from '../../../geodata/model/catalogue.ts'

function setOf(id: string, changes: Partial<FeatureSet> = {}): FeatureSet {
  const layer = findLayer(id)
  if (layer === undefined) throw new Error(`no layer ${id}`)
  return { layer, properties: layerProperties(layer), epsg: 4326, language: 'zh', titles: false, ...changes }
}

function written(format: FeatureFormat, set: FeatureSet, batches: readonly (readonly FormatRow[])[]): string {
  const writer = format.writer(set)
  return [writer.begin(), ...batches.map((rows) => writer.batch(rows)), writer.end()].join('')
}

/** Parses RFC 4180 character by character. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (quoted && character === '"' && text[index + 1] === '"') index += 1
    else if (character === '"') {
      quoted = !quoted
      continue
    } else if (!quoted && (character === ',' || character === '\r')) {
      record.push(cell)
      cell = ''
      if (character === ',') continue
      expect(text[++index]).toBe('\n')
      records.push(record)
      record = []
      continue
    }
    cell += character
  }
  expect([quoted, cell, record]).toEqual([false, '', []])
  return records
}

describe('CSV', () => {
  it('begins with the byte order mark that Excel needs, and the names of the columns', () => {
    const text = written(csv, setOf('entrances'), [])
    expect(text).toBe(
      '\ufeffid,kind,name,name_en,greenway_id,wheelchair,source,licence,synthetic,longitude,latitude\r\n',
    )
  })

  it('has column titles in the language of the reader', () => {
    const zh = written(csv, setOf('entrances', { titles: true }), [])
    expect(zh).toContain('编号,')
    expect(written(csv, setOf('parcels', { titles: true }), [])).toContain(',宗地面积 (m²),')
    expect(zh).toContain(',合成数据,经度,纬度\r\n')
    const plane = setOf('greenways', { titles: true, language: 'en', epsg: 4549 })
    expect(written(csv, plane, [])).toMatch(/^\ufeffId,.*Length \(m\),.*,Synthetic,Geometry\r\n$/)
  })

  it('writes points as two columns, easting first in a plane, and other geometries as WKT', () => {
    const point = [{ id: 7, geometry: 'POINT(119.77 -30.2400001)' }]
    expect(written(csv, setOf('entrances'), [point])).toMatch(/\r\n7,,,,,,,,,119\.77,-30\.2400001\r\n$/)
    expect(written(csv, setOf('entrances', { epsg: 4549 }), [])).toMatch(/,x,y\r\n$/)
    const line = [{ id: 7, geometry: 'LINESTRING(1 2,3 4)' }]
    expect(written(csv, setOf('waterways'), [line])).toMatch(/,"LINESTRING\(1 2,3 4\)"\r\n$/)
  })

  it('keeps every text, and none that a spreadsheet would run', () => {
    const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '-1+', '"', ',', '\n', '（')
    const text = fc.tuple(start, fc.string({ unit: 'grapheme' })).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, source: text }), { maxLength: 5 }), (rows) => {
        const set = setOf('entrances')
        const numbered = rows.map((row, index) => ({ id: index, ...row }))
        const [head = [], ...records] = parseCsv(written(csv, set, [numbered]).slice(1))
        expect(records).toHaveLength(rows.length)
        for (const [index, record] of records.entries()) {
          for (const name of ['name', 'source'] as const) {
            const cell = record[head.indexOf(name)] ?? ''
            const original = rows[index]?.[name] ?? ''
            expect([original, `'${original}`]).toContain(cell)
            if (/^[=+\-@\t\r]/.test(cell)) expect(Number.isFinite(Number(cell))).toBe(true)
          }
        }
      }),
    )
  })

  it('leaves numbers unchanged, also signed ones and those in texts', () => {
    const row = {
      id: 1,
      code: '-12.5',
      name: '+86 571',
      members: -3,
      accuracy_m: -0.25,
      state: '=1+1',
      heading: 1e21,
    }
    const [head = [], record = []] = parseCsv(written(csv, setOf('units'), [[row]]).slice(1))
    const cellOf = (name: string) => record[head.indexOf(name)]
    const cells = ['code', 'name', 'members', 'accuracy_m', 'state', 'heading'].map(cellOf)
    expect(cells).toEqual(['-12.5', "'+86 571", '-3', '-0.25', "'=1+1", '1e+21'])
  })
})

describe('GeoJSON', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({
      id: from + index,
      feature: JSON.stringify({
        type: 'Feature',
        id: from + index,
        geometry: null,
        properties: { name: '一\n二' },
      }),
    }))

  it('is one collection for any number of batches', () => {
    for (const batches of [[], [[]], [rows(0, 3)], [rows(0, 2), [], rows(2, 5)]]) {
      const document = JSON.parse(written(geojsonFile, setOf('roads'), batches))
      expect(document.type).toBe('FeatureCollection')
      expect(document.numberReturned).toBe(batches.flat().length)
      expect(document.features.map(({ id }: { id: number }) => id)).toEqual(
        batches.flat().map(({ id }) => id),
      )
    }
  })

  it('is a sequence of records, each between its separator and a line feed', () => {
    const text = written(geojsonSequence, setOf('roads'), [rows(0, 2), rows(2, 3)])
    const records = text.split('\u001e')
    expect(records.shift()).toBe('')
    expect(records.map((record) => JSON.parse(record).id)).toEqual([0, 1, 2])
    for (const record of records) expect(record.endsWith('}\n')).toBe(true)
  })
})
