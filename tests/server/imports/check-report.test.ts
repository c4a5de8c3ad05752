/** The printed report of a delivery check, read back by poppler. */
import { expect, it } from 'vitest'
import type { DeliveryReport } from '../../../geodata/model/answers/delivery.ts'
import { printDelivery } from '../../../server/imports/check-report.ts'
import { hasPoppler, pdfText } from '../../environment/poppler.ts'

const check = (code: string, faults: number): DeliveryReport['checks'][number] => ({
  ...{ code, group: code.startsWith('3') ? 'topology' : 'values', severity: 'must', weight: 10, faults },
  ...{ title: { zh: code === '3201' ? '面重叠' : '值不在值域之内', en: 'Faults' }, features: faults },
  score: faults === 0 ? 100 : 50,
})
const report: DeliveryReport = {
  ...{
    as: 'parcels',
    source: '宗地.vct',
    features: 400,
    area_crs: 'EPSG:4549',
    score: 87.5,
    must: 150,
    faults: 150,
  },
  checks: [check('2102', 0), check('3201', 150)],
  listed: Array.from({ length: 150 }, (_, n) => ({
    ...{ check: '3201', feature: n + 1, name: `地块${n}`, field: null, area_m2: 12, shape: [] },
    text: { zh: `“地块${n}”与“於潜”重叠 12.00 m²`, en: `"${n}" overlaps by 12.00 m²` },
    at: [119.72, 30.23],
  })),
  fields: [
    { field: 'ZDDM', column: 'parcel_code' },
    // Its first character is in a slice of the font that PDFKit alone cannot unpack.
    { field: 'JGRQ', column: 'completed_on' },
  ],
  notes: [],
}

it.skipIf(!hasPoppler())(
  'has score, checks, and the faults in pages, in the words of the language, the same bytes each time',
  async () => {
    const pdf = await printDelivery(report, '2026-11-30T02:00:00.000Z', 'zh')
    expect(pdf.equals(await printDelivery(report, '2026-11-30T02:00:00.000Z', 'zh'))).toBe(true)
    const text = pdfText(pdf)
    for (const part of [
      '成果质检报告',
      '宗地.vct',
      '87.5',
      '2026-11-30 10:00',
      '於潜',
      '宗地代码',
      '竣工日期',
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/3201\s+面重叠\s+必须改正\s+10\s+150\s+50\.0/)
    expect(text).toContain('另有未列出的问题：50')
    expect(text).toMatch(/1\s*\/\s*[3-9]/)
  },
)
