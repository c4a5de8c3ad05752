/** Parcels near Qingshan Lake as surveyors deliver them: boundary points (报部坐标 TXT) and VCT. */
import { boundaryHead, plotOf } from '../../../../../geodata/model/planning/boundary-file/make.ts'
import { plotLines } from '../../../../../geodata/model/planning/boundary-file/write.ts'
import { VctWriter } from '../../../../../geodata/model/planning/vct/write.ts'
import { gbk } from '../../read/write-shapefile.ts'
import type { FuzzFormat, Seed } from '../format.ts'
import type { Mutation } from '../mutate.ts'

type Ring = readonly (readonly [east: number, north: number])[]

const codeOf = (n: number) => `330112001001GB0000${n}`
/** A square of 100 m with a hole of 20 m. */
const ringsOf = (n: number): Ring[] => [ringAt(150 * n, 100), ringAt(150 * n + 40, 20)]
const ringAt = (east: number, width: number): Ring =>
  [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
    [0, 0],
  ].map(([x = 0, y = 0]) => [40_477_800 + east + width * x, 3_346_740 + width * y] as const)

export const boundaryText = (count: number): string =>
  [
    ...boundaryHead('2026-11-30'),
    ...Array.from({ length: count }, (_, n) => {
      const form = { number: codeOf(n), name: '青山湖', use: '城镇住宅用地', landClass: '0701' }
      return plotLines(plotOf({ ...form, polygons: [ringsOf(n)] }))
    }).flat(),
    '',
  ].join('\r\n')

export function vctText(count: number): string {
  const field = (name: string) => ({ name, type: 'char', written: 'Char', width: 40, decimals: null })
  const writer = new VctWriter({
    code: '2001010100',
    name: '宗地',
    table: 'ZD',
    fields: ['ZDDM', 'DLBM', '坐落'].map(field),
  })
  const areas = Array.from({ length: count }, (_, n) =>
    writer.polygon(String(n + 1), ringsOf(n), [codeOf(n), '0701', '青山湖街道']),
  )
  return writer.begin('20261130') + areas.join('') + writer.end()
}

/** Removes, doubles or swaps whole lines, as editors do. */
const changeLines: Mutation = (bytes, random) => {
  const lines = bytes.toString('latin1').split('\n')
  const at = random.integer(0, Math.max(0, lines.length - 1))
  const line = lines[at] ?? ''
  const change = random.pick([[], [line, line], [`${line},1`], [line.replace(/\d+/, '0')]])
  return Buffer.from(lines.toSpliced(at, 1, ...change).join('\n'), 'latin1')
}

const set = new Map([['state', 'built']])
const one = (name: string, text: string): readonly Seed[] => [new Map([[name, gbk(text)]])]

/** Columns of the platform for those of the files. */
export const surveyColumns = {
  txt: new Map([
    ['地块编号', 'parcel_code'],
    ['地类编码', 'land_use'],
  ]),
  vct: new Map([
    ['ZDDM', 'parcel_code'],
    ['DLBM', 'land_use'],
  ]),
} as const

export const surveyFormats: readonly FuzzFormat[] = [
  {
    name: 'boundary',
    seeds: () => one('parcels.txt', boundaryText(3)),
    mutations: [changeLines],
    request: { as: 'parcels', crs: 'EPSG:4528', map: surveyColumns.txt, set },
  },
  {
    name: 'vct',
    seeds: () => one('parcels.vct', vctText(3)),
    mutations: [changeLines],
    request: { as: 'parcels', crs: 'EPSG:4528', map: surveyColumns.vct, set },
  },
]
