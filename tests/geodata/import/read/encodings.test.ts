/** The decoded text of files, whatever they declare, read back from the database. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it, test } from 'vitest'
import { unescaped } from '../../../../geodata/import/read/dxf/decoding.ts'
import { encodingNamed } from '../../../../geodata/import/read/encoding-name.ts'
import { LongNumbers } from '../../../../geodata/import/read/json-text.ts'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { importFile } from '../../../environment/shared-gdal.ts'
import { featureCollection, pointFeature } from './write-geojson.ts'
import type { RawField } from './write-shapefile.ts'
import { gbk, writeShapefile } from './write-shapefile.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-encodings-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const names = ['青山湖街道', '锦城街道钱王大街１号', '苕溪南街路口']
const field = (name: Buffer, values: readonly Buffer[], width = 60): RawField => ({
  name,
  type: 'C',
  width,
  values,
})

describe('names of encodings', () => {
  test('are recognised in the spellings of programs', () => {
    for (const text of [
      'GBK',
      'gb2312',
      'GB18030',
      '936',
      'CP936',
      'cp-936',
      'ANSI 936',
      'ANSI_936',
      'windows-936',
      'MS936',
      'x-gbk',
      'EUC-CN',
      '54936',
    ])
      expect(encodingNamed(text)?.label, text).toBe('gb18030')
    for (const text of ['UTF-8', 'utf8', '65001', 'CP65001', 'UTF_8', 'ANSI 65001'])
      expect(encodingNamed(text)?.label, text).toBe('utf-8')
    expect(['BIG5', '950', 'CP950', 'ANSI 950'].map((text) => encodingNamed(text)?.label)).toEqual(
      Array(4).fill('big5'),
    )
    for (const text of ['OEM', 'ANSI', '', '437', 'Klingon']) expect(encodingNamed(text), text).toBeNull()
  })
})

describe('LongNumbers', () => {
  test('quotes whole numbers of 16 or more digits and nothing else, for any chunks', () => {
    const json =
      '{"a":9007199254740993,"b":[-12345678901234567890, 1.2345678901234567],"c\\"9007199254740993":"9007199254740993\\\\","d":1e22,"e":123}'
    const right = json
      .replace(':9007199254740993,', ':"9007199254740993",')
      .replace('-12345678901234567890', '"-12345678901234567890"')
    fc.assert(
      fc.property(fc.array(fc.nat(json.length)), (cuts) => {
        const numbers = new LongNumbers()
        const edges = [0, ...cuts.sort((a, b) => a - b), json.length]
        const parts = edges.slice(1).map((end, i) => numbers.quote(json.slice(edges[i], end)))
        expect(parts.join('') + numbers.end()).toBe(right)
      }),
    )
  })
})

test('escaped characters of drawings are resolved', () => {
  expect(unescaped('\\U+7EFF\\u+7ebf A \\M+5C2CC \\P')).toBe(
    '绿线 A 绿 \\P'.replace('绿 \\P', `${new TextDecoder('gb18030').decode(Buffer.from('c2cc', 'hex'))} \\P`),
  )
})

describeOnPostgis('encodings of vector files', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file, as: 'places', source: 'text', ...request })
  const stored = async () =>
    (
      await db().query<{ name: string }>(
        "select name from places where source = 'text' and layer is null order by id",
      )
    ).rows.map(({ name }) => name)
  const addresses = async () =>
    (
      await db().query<{ address: string }>("select address from parcels where source = 'text' order by id")
    ).rows.map(({ address }) => address)

  for (const [file, said] of [
    ['04-cpg-says-utf8-is-gbk.zip', '文件注明编码为 UTF-8，但文字实为 GB18030'],
    ['05-ldid-says-gbk-is-utf8.zip', '文件注明编码为 CP936，但文字实为 UTF-8'],
    ['06-cpg-ansi-936.zip', null],
  ] as const) {
    it.skipIf(lacksShared(`cases/import/${file}`))(`reads ${file} in its real encoding`, async () => {
      const report = await run(sharedCase(`import/${file}`), { as: 'parcels' })
      expect(await addresses()).toEqual(names)
      const lines = report.lines.map(({ zh }) => zh).join('\n')
      if (said !== null) expect(lines).toContain(said)
      else expect(lines).not.toMatch(/编码/)
    })
  }

  it.skipIf(lacksShared('cases/import/32-gbk.geojson'))('reads GeoJSON in GBK', async () => {
    const report = await run(sharedCase('import/32-gbk.geojson'), { as: 'parcels' })
    expect(await addresses()).toEqual(['青山湖街道'])
    expect(report.lines.map(({ zh }) => zh)).toContain('文件未注明编码，按 GB18030 读取')
  })

  it.skipIf(lacksShared('cases/import/17-r2007-utf8.dxf'))(
    'reads drawings of 2007 and later as UTF-8',
    async () => {
      const set = new Map([
        ['kind', 'flood'],
        ['severity', 'note'],
      ])
      await run(sharedCase('import/17-r2007-utf8.dxf'), {
        as: 'control_lines',
        crs: 'EPSG:4549',
        set,
        where: "Layer='绿线'",
      })
      const { rows } = await db().query(
        "select round(ST_Area(ST_Transform(geom, 4549))) as area from control_lines where source = 'text'",
      )
      expect(rows).toEqual([{ area: 10_000 }])
    },
  )

  it('reads older drawings by their code page or their bytes, and escaped characters', {
    timeout: 240_000,
  }, async () => {
    const dxf = (page: string, layer: Buffer, version = 'AC1015') =>
      Buffer.concat([
        Buffer.from(
          `  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\n${version}\n  9\n$DWGCODEPAGE\n  3\n${page}\n  0\nENDSEC\n  0\nSECTION\n  2\nENTITIES\n  0\nTEXT\n  5\n8E\n100\nAcDbEntity\n  8\n`,
        ),
        layer,
        Buffer.from('\n100\nAcDbText\n 10\n473000.0\n 20\n3345600.0\n 40\n2.5\n  1\n'),
        layer,
        Buffer.from('\n100\nAcDbText\n  0\nENDSEC\n  0\nEOF\n'),
      ])
    const texts: readonly (readonly [string, Buffer])[] = [
      ['gbk.dxf', dxf('ANSI_936', gbk('绿线'))],
      ['western.dxf', dxf('ANSI_1252', gbk('绿线'))],
      ['utf8.dxf', dxf('ANSI_936', utf8('绿线'))],
      ['new-gbk.dxf', dxf('ANSI_936', gbk('绿线'), 'AC1032')],
      ['escaped.dxf', dxf('ANSI_1252', Buffer.from('\\U+7EFF\\U+7EBF'))],
    ]
    for (const [name, bytes] of texts) {
      writeFileSync(at(name), bytes)
      const map = new Map([['Text', 'name']])
      await run(at(name), { crs: 'EPSG:4549', map, where: "Layer='绿线'" })
      expect(await stored(), name).toEqual(['绿线'])
    }
  })

  it('judges Shapefiles by their bytes, whatever they declare', { timeout: 240_000 }, async () => {
    const rare = [...names, '㐁村']
    const kinds: readonly (readonly [
      stem: string,
      cpg: string | undefined,
      driver: number,
      encode: (text: string) => Buffer,
    ])[] = [
      ['none-gbk', undefined, 0, gbk],
      ['cpg-gbk-utf8', 'GBK', 0, utf8],
      ['cpg-oem', 'OEM', 0, gbk],
      ['cpg-latin', 'ISO-8859-1', 0x57, utf8],
      ['ldid-gbk', undefined, 0x4d, gbk],
      ['cpg-big5-gbk', 'BIG5', 0, gbk],
    ]
    for (const [stem, cpg, languageDriver, encode] of kinds) {
      const fields = [field(encode('名称'), rare.map(encode)), field(Buffer.from('kind'), [])]
      const file = writeShapefile(at(stem), fields, { languageDriver, ...(cpg === undefined ? {} : { cpg }) })
      await run(file)
      expect(await stored(), stem).toEqual(rare)
      if (!stem.startsWith('none') && !stem.startsWith('ldid')) continue
      await run(file, { where: "名称='㐁村' OR 名称 = '它 名称'" })
      expect(await stored(), `${stem} --where`).toEqual(['㐁村'])
    }
  })

  it('uses --encoding, and refuses it with a sample if the text cannot be decoded', {
    timeout: 240_000,
  }, async () => {
    const file = writeShapefile(at('asked'), [field(Buffer.from('name'), names.map(utf8))], { cpg: 'UTF-8' })
    await expect(run(file, { encoding: 'GBK' })).rejects.toThrow(
      /is not GB18030: it would read ".+", and is UTF-8/,
    )
    await run(file, { encoding: 'utf8' })
    expect(await stored()).toEqual(names)
    const chinese = writeShapefile(at('asked-gbk'), [field(Buffer.from('name'), names.map(gbk))], {
      cpg: 'UTF-8',
    })
    await expect(run(chinese, { encoding: '65001' })).rejects.toThrow(
      /is not UTF-8: it would read ".*\uFFFD.*"/,
    )
    await run(chinese, { encoding: 'CP936' })
    expect(await stored()).toEqual(names)
    const big5 = writeShapefile(at('big5'), [field(Buffer.from('name'), [Buffer.from('abc0c5e3', 'hex')])])
    await run(big5, { encoding: 'big5' })
    expect(await stored()).toEqual([new TextDecoder('big5').decode(Buffer.from('abc0c5e3', 'hex'))])
    await expect(run(big5, { encoding: 'klingon' })).rejects.toThrow(/--encoding klingon is not known/)
    mkdirSync(at('folder'))
    writeShapefile(at('folder/one'), [field(Buffer.from('name'), names.map(utf8))], { cpg: 'GBK' })
    await run(at('folder'))
    expect(await stored()).toEqual(names)
    const broken = writeShapefile(at('broken'), [
      field(Buffer.from('name'), [Buffer.from('ff41ff', 'hex'), gbk('湖')]),
    ])
    await expect(run(broken)).rejects.toThrow(/neither UTF-8 nor GB18030.*--encoding/)
    for (const [name, text] of [
      ['t.csv', 'name,lon,lat\n青山湖街道,119.72,30.23\n'],
      ['t.geojson', featureCollection([pointFeature({ name: '青山湖街道' })])],
    ] as const) {
      writeFileSync(at(name), gbk(text))
      await expect(run(at(name), { encoding: 'UTF-8', crs: '4326' }), name).rejects.toThrow(/is not UTF-8/)
      await run(at(name), { encoding: 'GB18030', crs: '4326' })
      expect(await stored(), name).toEqual(['青山湖街道'])
      writeFileSync(at(name), Buffer.from(`\uFEFF${text}`, 'utf16le'))
      await run(at(name), { crs: '4326' })
      expect(await stored(), `${name} in UTF-16`).toEqual(['青山湖街道'])
    }
  })

  it('keeps names and values that end within a character, and reports it', {
    timeout: 240_000,
  }, async () => {
    for (const [stem, encode] of [
      ['cut-utf8', utf8],
      ['cut-gbk', gbk],
    ] as const) {
      // Ten bytes end within the fourth character in UTF-8, eleven within the sixth in GBK.
      const fields = [
        field(encode('名称'), [encode('青山湖街道')], 11),
        field(encode('ab英文名地').subarray(0, 10), [encode('甲')]),
      ]
      const report = await run(writeShapefile(at(stem), fields))
      expect(
        (await stored()).map((name) => '青山湖街道'.startsWith(name) && name.length >= 3),
        stem,
      ).toEqual([true])
      expect(report.lines.map(({ en }) => en).join('\n'), stem).not.toContain('\uFFFD')
      if (stem === 'cut-utf8')
        expect(report.lines.map(({ zh }) => zh).join('\n')).toMatch(/2 处文字在列宽处被截断/)
    }
  })

  it('keeps long numbers of a table, also beyond 64 bits', async () => {
    const codes = ['330112201000000001', '9007199254740993', '98765432109876543210']
    const numbers: RawField = {
      name: Buffer.from('code'),
      type: 'N',
      width: 20,
      values: codes.map((code) => Buffer.from(code)),
    }
    const file = writeShapefile(at('long'), [numbers, field(Buffer.from('kind'), [])])
    await run(file, { map: new Map([['code', 'name']]) })
    expect(await stored()).toEqual(codes)
    const text = featureCollection(codes.map((name) => pointFeature({ name: `@${name}` })))
    writeFileSync(at('long.geojson'), text.replaceAll(/"@(\d+)"/g, '$1'))
    await run(at('long.geojson'))
    expect(await stored()).toEqual(codes)
  })
})
