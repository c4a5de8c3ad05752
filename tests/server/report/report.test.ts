/** Reports as PDF: the same bytes for the same content, and text that programs find. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { toPng, toSvg } from '../../../server/picture/draw.ts'
import { piecesOf, runsOf } from '../../../server/report/letters.ts'
import { Report } from '../../../server/report/report.ts'
import { drawPdf, hasPoppler, pdfText } from '../../environment/poppler.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const list = {
  width: 200,
  height: 100,
  items: [
    { kind: 'path', d: 'M0 0h200v100h-200z', fill: '#ffffff' },
    { kind: 'path', d: 'M10 10h50v50h-50z', fill: '#ff0000', stroke: '#0000ff', width: 4 },
    { kind: 'text', text: '永久基本农田', x: 100, y: 60, size: 12, colour: '#000000', anchor: 'middle' },
  ],
} as const

function write(words: string): Promise<Buffer> {
  const report = new Report({
    ...{ title: '摘要', author: 'test', language: 'zh', footer: '合成示例数据' },
    date: new Date('2026-11-30T00:00:00Z'),
  })
  report.heading('地块规划信息摘要')
  report.paragraph(words)
  report.facts([
    ['宗地代码', '330112008001GB00001'],
    ['坐落', null],
  ])
  report.table(
    [
      { title: '类型', share: 2 },
      { title: '面积', share: 1, align: 'right' },
    ],
    Array.from({ length: 60 }, (_, row) => [`生态保护红线${row}`, `${row} m²`]),
  )
  report.picture(list, '位置图')
  report.qr('https://example.org/check?sha256=abc', ['核验地址'])
  return report.finish()
}

test('the same content gives the same bytes', async () => {
  const [one, again, other] = [await write('於潜、昌化'), await write('於潜、昌化'), await write('青山湖')]
  expect(one.equals(again)).toBe(true)
  expect(one.equals(other)).toBe(false)
  expect(one.subarray(0, 5).toString()).toBe('%PDF-')
})

test.skipIf(!hasPoppler())('programs find the Chinese text, and every page is drawn', async () => {
  const pdf = await write(`${'本摘要仅供查询参考，不构成审批。'.repeat(20)}於潜镇`)
  const text = pdfText(pdf)
  for (const words of [
    '地块规划信息摘要',
    '330112008001GB00001',
    '生态保护红线59',
    '永久基本农田',
    '核验地址',
  ])
    expect(text).toContain(words)
  expect(text).toMatch(/1\s*\/\s*[34]/)
  // A line is cut anywhere in Chinese, and found without its break.
  expect(text.replaceAll(/\s/g, '')).toContain('不构成审批。於潜镇')
  drawPdf(pdf, join(folder, 'page'), '-r', '40')
  const { data, info } = await sharp(join(folder, 'page-1.png'))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const dark = data.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0)
  // Blank glyphs would leave pale rules and shades only.
  expect(dark / (info.width * info.height)).toBeGreaterThan(0.003)
})

test('lines break between Chinese characters, but not before a closing mark', () => {
  expect(piecesOf('涉及，不涉及 m² (EPSG:4549)。')).toEqual([
    '涉',
    '及，',
    '不',
    '涉',
    '及 ',
    'm² ',
    '(EPSG:4549)。',
  ])
  expect(
    runsOf('面积 m²')
      .map(({ text }) => text)
      .join(''),
  ).toBe('面积 m²')
  expect(runsOf('\u{10ffff}').map(({ text }) => text)).toEqual(['□'])
})

test('a picture is drawn without any font of the system', async () => {
  expect(toSvg(list)).not.toContain('<text')
  const { data, info } = await sharp(await toPng(list, 2))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([400, 200])
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)]
  expect(at(60, 60)).toEqual([255, 0, 0])
  expect(at(20, 60)).toEqual([0, 0, 255])
  const letters = Array.from({ length: 72 }, (_, x) => at(130 + 2 * x, 112)).filter(
    ([red = 255]) => red < 128,
  )
  expect(letters.length).toBeGreaterThan(5)
})
