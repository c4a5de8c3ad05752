/** The result as an Excel workbook: a table of outlines, the worst first, and all findings. */
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node'
import { notFormula } from '../../../../geodata/export/csv-text.ts'
import type { OutlineCheck } from '../../../../geodata/model/answers/planning-outlines.ts'
import { coverageTitles } from '../../../../geodata/model/planning/coverage.ts'
import { outlineVerdictTitles } from '../../../../geodata/model/planning/outline/verdict.ts'
import type { Language, Text } from '../../../../geodata/model/text.ts'
import type { ResultFile } from './outline-files.ts'
import { reportTexts as texts } from './report-texts.ts'

const head = (titles: readonly Text[], spoken: Language): Cell[] =>
  titles.map((title) => ({ value: title[spoken], type: String, fontWeight: 'bold' }))
/** Text is never a formula, also where somebody saves the sheet as CSV. */
const text = (value: string | null | undefined): Cell => ({ value: notFormula(value ?? ''), type: String })
const area = (value: number): Cell => ({
  value: Math.round(value * 100) / 100,
  type: Number,
  format: '#,##0.00',
})
const share = (value: number): Cell => ({ value, type: Number, format: '0.00%' })

export async function resultAsXlsx(checks: readonly OutlineCheck[], spoken: Language): Promise<ResultFile> {
  const table: SheetData = [
    head([texts.number, texts.name, texts.area, texts.verdict, texts.reasons], spoken),
    ...checks.map((check): Cell[] => [
      { value: check.outline + 1, type: Number },
      text(check.name),
      area(check.area_m2),
      text(check.verdict_text[spoken]),
      text(
        check.findings
          .filter(({ verdict }) => verdict === check.verdict && verdict !== 'none')
          .map(({ title }) => title[spoken])
          .join('；'),
      ),
    ]),
    [],
    [text(texts.noApproval[spoken])],
    [text(texts.plane[spoken])],
  ]
  const findings: SheetData = [
    head(
      [
        texts.number,
        texts.name,
        texts.item,
        texts.verdict,
        texts.state,
        texts.area,
        texts.share,
        texts.covered,
        texts.basis,
        texts.advice,
      ],
      spoken,
    ),
    ...checks.flatMap((check) =>
      check.findings.map((finding): Cell[] => [
        { value: check.outline + 1, type: Number },
        text(check.name),
        text(finding.title[spoken]),
        text(finding.verdict === 'none' ? '' : outlineVerdictTitles[finding.verdict][spoken]),
        text(
          finding.state === 'not_computed'
            ? texts.notComputed[spoken]
            : coverageTitles[finding.state][spoken],
        ),
        area(finding.area_m2),
        share(finding.share),
        share(finding.covered),
        text(finding.article?.[spoken]),
        text(finding.advice?.[spoken]),
      ]),
    ),
  ]
  const widths = (list: readonly number[]) => list.map((width) => ({ width }))
  const workbook = writeWorkbook([
    { data: table, sheet: texts.summary[spoken], columns: widths([8, 30, 16, 34, 60]), stickyRowsCount: 1 },
    {
      data: findings,
      sheet: texts.findings[spoken],
      columns: widths([8, 30, 26, 26, 16, 16, 10, 10, 50, 50]),
      stickyRowsCount: 1,
    },
  ])
  return {
    bytes: await workbook.toBuffer(),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }
}
