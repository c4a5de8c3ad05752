/** VCT files on disk: encodings, zips, layers, systems. The form itself is tested in the model. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { gbk } from '../write-shapefile.ts'
import { zipOf } from '../write-zip.ts'
import { openFile, propertiesOf, refusalOf } from './open-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-vct-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A square of 100 m of two lines, the second one reversed. */
const lines = (spheroid = 'CGCS2000,6378137,298.257') => [
  ...['HeadBegin', 'Version:3.0', `Spheroid:${spheroid}`, 'Parameters:120,0,,,,1,40500000,0,3,40', 'HeadEnd'],
  ...['FeatureCodeBegin', '2001,宗地,Polygon,ZD', '2002,注记,Annotation,ZJ', 'FeatureCodeEnd'],
  ...['TableStructureBegin', 'ZD,3', 'DM,Char,19', 'DL,Char,5', '名称,Char,20', '0', 'TableStructureEnd'],
  ...['LineBegin', '1', '9', 'Unknown', '1', '1', '11', '3'],
  ...['40473000,3345700', '40473000,3345600', '40473100,3345600', '0'],
  ...['2', '9', 'Unknown', '1', '1', '11', '3'],
  ...['40473000,3345700', '40473100,3345700', '40473100,3345600', '0', 'LineEnd'],
  ...[
    'PolygonBegin',
    '7',
    '2001',
    'Unknown',
    '100',
    '40473050,3345650',
    '21',
    '2',
    '1,-2',
    '0',
    'PolygonEnd',
  ],
  ...['AttributeBegin', 'ZD', '7,V-1,0701,一号', 'TableEnd', 'AttributeEnd'],
]

describe('a VCT file', () => {
  it('is read in GBK and UTF-8, in a zip too, with its own system', { timeout: 60_000 }, async () => {
    const file = join(folder, '宗地.vct')
    zipOf(join(folder, 'vct.zip'), { 'a/宗地.VCT': Buffer.from(lines().join('\n')) })
    writeFileSync(file, gbk(lines().join('\r\n')))
    for (const path of [file, join(folder, 'vct.zip')]) {
      const opened = await openFile(path)
      expect(opened.notes).toContain('Read as VCT, version 3.0')
      expect(propertiesOf(opened)).toEqual([{ DM: 'V-1', DL: '0701', 名称: '一号' }])
      const [first] = opened.features
      if (first?.geometry?.type !== 'MultiPolygon') throw new Error('no polygon')
      const [longitude = 0, latitude = 0] = first.geometry.coordinates[0]?.[0]?.[1] ?? []
      expect([longitude.toFixed(4), latitude.toFixed(4)]).toEqual(['119.7195', '30.2296'])
    }
  })

  it('is refused with the line of a fault, and where its datum needs parameters', async () => {
    const file = join(folder, 'wrong.vct')
    writeFileSync(file, gbk(lines('西安80,6378140,298.257').join('\n')))
    expect(await refusalOf(file)).toMatch(/Xian 1980|EPSG:2364/)
    writeFileSync(file, gbk(lines().toSpliced(-8, 1).join('\n')))
    expect(await refusalOf(file)).toMatch(/wrong.vct 第 \d+ 行：.* Line \d+ of wrong.vct: /)
    writeFileSync(file, gbk(lines().slice(0, -1).join('\n')))
    expect(await refusalOf(file)).toContain('truncated')
  })
})
